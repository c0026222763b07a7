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
            case Cache.Dynamic _,Cache.Hybrid _ -> perToken * tokens;
            case Cache.Offloaded(Cache held) -> of(stack.with(held), model, tokens);
            case Cache.Static(var max) -> perToken * max.orElse(tokens);
            case Cache.Sliding(int window, int sinks) ->
                perToken * Math.min(tokens, (long) sinks + window + proposed(stack.decoding()));
            case Cache.Rounded rounded -> rounded(stack, rounded, model, tokens);
            case Cache.Paged(int block) -> perToken * block * ((tokens + block - 1L) / block);
        };
    }

    private static long rounded(Stack stack, Cache.Rounded rounded, ModelConfiguration model, int tokens) {
        long full = 2L * model.layers() * model.keyValueSize() * stack.precision().bytes();
        long few = 2L * model.layers() * model.keyValueSize() * rounded.bits() / 8
                + 4L * model.layers() * model.keyValueSize() / rounded.group() * stack.precision().bytes();
        long older = Math.max(0, tokens - rounded.residual());
        return switch (rounded.layout()) {
            case Cache.Dynamic _ -> {
                long moved = older / rounded.group() * rounded.group();
                yield few * moved + full * (tokens - moved);
            }
            case Cache.Static(var max) -> few * max.orElse(tokens) + full * (tokens - older);
            case Cache.Sliding(int window, int sinks) ->
                few * Math.min(older, (long) sinks + window + proposed(stack.decoding())) + full * (tokens - older);
            case Cache.Paged(int block) -> few * block * ((tokens + block - 1L) / block);
            case Cache.None _,Cache.Hybrid _,Cache.Rounded _,Cache.Offloaded _ ->
                throw new IllegalStateException("no layout of numbers");
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
