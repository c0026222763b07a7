package org.headlinebench.serve;

import java.util.List;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.SampleTimes;

/** What happens to a request that is being written. */
sealed interface Event {
    /** More text. */
    record Text(String text) implements Event {}

    /** It is done. */
    record Done(String text, FinishReason reason, int promptTokens, List<Integer> tokenIds, SampleTimes times)
            implements
                Event {}

    /** It cannot be written. */
    record Failed(ApiError error) implements Event {}

    /** The client is gone. */
    record Gone() implements Event {}
}
