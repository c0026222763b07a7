package org.headlinebench.engine;

import java.util.List;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.SampleTimes;

/**
 * What a model wrote after one prompt.
 *
 * @param promptTokens  tokens of the prompt
 * @param tokenIds      the engine's own ids, the end-of-sequence token included
 * @param text          their text, without special tokens, up to the stop
 * @param finishReason  why it ended
 * @param times         when things happened
 * @param keyValueBytes bytes that the cache held at the end
 */
public record Generation(int promptTokens, List<Integer> tokenIds, String text, FinishReason finishReason,
        SampleTimes times, long keyValueBytes) {
    public Generation {
        tokenIds = List.copyOf(tokenIds);
    }
}
