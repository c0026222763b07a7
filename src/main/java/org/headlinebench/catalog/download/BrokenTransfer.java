package org.headlinebench.catalog.download;

import java.time.Duration;
import java.util.Optional;

/** A transfer stopped for a reason that may pass: it is worth another attempt. */
final class BrokenTransfer extends Exception {
    private final Optional<Duration> requestedPause;
    private final transient PullError whenGivenUp;

    BrokenTransfer(PullError whenGivenUp) {
        this(whenGivenUp, Optional.empty());
    }

    BrokenTransfer(PullError whenGivenUp, Optional<Duration> requestedPause) {
        super(whenGivenUp.getMessage(), whenGivenUp.getCause());
        this.whenGivenUp = whenGivenUp;
        this.requestedPause = requestedPause;
    }

    /** How long the server wants to be left alone. */
    Optional<Duration> requestedPause() {
        return requestedPause;
    }

    /** What to tell the user once no attempt is left. */
    PullError whenGivenUp() {
        return whenGivenUp;
    }
}
