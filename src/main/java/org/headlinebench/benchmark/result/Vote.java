package org.headlinebench.benchmark.result;

import java.time.Instant;
import java.util.Objects;

/**
 * Which of two headlines a reader who did not know their runs preferred.
 *
 * @param first   the run that is compared with
 * @param second  the run that is compared
 * @param article row number of the article
 * @param choice  the reader's
 * @param at      when
 */
public record Vote(RunId first, RunId second, int article, Choice choice, Instant at) {
    /** The headline that was preferred. */
    public enum Choice {
        FIRST, SECOND, TIE
    }

    public Vote {
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(at, "at");
        if (first.equals(second) || article < 1) {
            throw new IllegalArgumentException("a vote is between two runs about a row: " + first + ", " + article);
        }
    }
}
