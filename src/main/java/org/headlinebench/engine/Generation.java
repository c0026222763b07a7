package org.headlinebench.engine;

import java.util.List;
import java.util.Optional;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;

/**
 * What a model wrote after one prompt.
 *
 * @param promptTokens  tokens of the prompt
 * @param tokenIds      the engine's own ids, the end-of-sequence token included
 * @param text          their text, without special tokens, up to the stop
 * @param finishReason  why it ended
 * @param times         when things happened
 * @param reusedTokens  of the prompt's, those whose keys and values were there already
 * @param keyValueBytes bytes that the cache held at the end
 * @param draftKeyValueBytes bytes that the draft's cache held at the end; 0 without a draft
 * @param speculation   what proposing and verifying came to; absent where every token took a pass of its own
 */
public record Generation(int promptTokens, List<Integer> tokenIds, String text, FinishReason finishReason,
        SampleTimes times, int reusedTokens, long keyValueBytes, long draftKeyValueBytes,
        Optional<Speculation> speculation) {
    public Generation {
        tokenIds = List.copyOf(tokenIds);
    }
}
