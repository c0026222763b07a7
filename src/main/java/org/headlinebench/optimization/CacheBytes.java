package org.headlinebench.optimization;

import org.headlinebench.weights.ModelConfiguration;

/** Bytes that the cache of one sequence takes, as the engine's tensors do. */
final class CacheBytes {
    private CacheBytes() {}

    /** @param tokens of the sequence, appended one by one behind its prompt */
    static long of(Stack stack, ModelConfiguration model, int tokens) {
        long perToken = 2L * model.layers() * model.keyValueSize() * stack.precision().bytes();
        return switch (stack.cache()) {
            case Cache.None _ -> 0;
            case Cache.Dynamic _,Cache.Offloaded _ -> perToken * tokens;
            case Cache.Static(var max) -> perToken * max.orElse(tokens);
            case Cache.Sliding(int window, int sinks) ->
                perToken * Math.min(tokens, (long) sinks + window + proposed(stack.decoding()));
            case Cache.Quantized quantized -> {
                long few = (long) Math.max(0, tokens - quantized.residual()) / quantized.group() * quantized.group();
                long numbers = 2 * model.layers() * model.keyValueSize() * few;
                yield perToken * (tokens - few) + numbers * quantized.bits() / 8
                        + 2 * numbers / quantized.group() * stack.precision().bytes();
            }
            case Cache.Paged(int block) -> perToken * block * ((tokens + block - 1L) / block);
        };
    }

    /** A pass that verifies proposals keeps what it may have to take back. */
    private static int proposed(Decoding decoding) {
        return switch (decoding) {
            case Decoding.Plain _ -> 0;
            case Decoding.PromptLookup lookup -> lookup.tokens();
            case Decoding.Speculative draft -> draft.adaptive() ? Decoding.MOST_TOKENS : draft.tokens();
        };
    }
}
