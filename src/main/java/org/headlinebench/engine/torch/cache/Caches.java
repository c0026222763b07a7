package org.headlinebench.engine.torch.cache;

import java.util.List;
import java.util.Optional;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Precision;

/** Opens the caches of a model's sequences. */
public final class Caches implements CacheSource {
    private final Script script;
    private final Cache cache;
    private final IValue shape;
    private final Precision precision;
    private final Optional<PagedPool> pool;

    /** @param shape what the program's {@code open} takes; stays the model's */
    public Caches(Script script, Cache cache, IValue shape, Precision precision) {
        this.script = script;
        this.cache = cache;
        this.shape = shape;
        this.precision = precision;
        this.pool = cache instanceof Cache.Paged(int block)
                ? Optional.of(new PagedPool(script, openList(0), block))
                : Optional.empty();
    }

    /** The texts of the program for a cache: how it is kept, and which tokens a token sees. */
    public static List<String> texts(Cache cache) {
        return switch (cache) {
            case Cache.None _ -> List.of("cache/none", "mask/causal");
            case Cache.Dynamic _ -> List.of("cache/dynamic", "mask/causal");
            case Cache.Static _ -> List.of("cache/static", "mask/causal");
            case Cache.Sliding(int window, int sinks) -> {
                String sizes = "(WINDOW=" + window + ",SINKS=" + sinks + ")";
                yield List.of("cache/sliding" + sizes, "mask/sinks" + sizes);
            }
            case Cache.Quantized(int bits, int group, int residual, Cache.Keys keys) -> List.of(
                    "cache/quantized(BITS=" + bits + ",MOST=" + ((1 << bits) - 1) + ",GROUP=" + group + ",RESIDUAL="
                            + residual + ",ALONG=" + (keys == Cache.Keys.CHANNEL ? 3 : 4) + ")",
                    "cache/bits/" + bits, "mask/causal");
            case Cache.Paged(int block) -> List.of("cache/paged(BLOCK=" + block + ")", "mask/causal");
            case Cache.Offloaded _ -> throw new IllegalArgumentException("refused by StackRules");
        };
    }

    @Override
    public SequenceCache open(int capacityTokens) {
        return pool.<SequenceCache>map(shared -> shared.open(capacityTokens))
                .orElseGet(() -> new OwnCache(script, openList(
                        cache instanceof Cache.Static(var max) ? max.orElse(capacityTokens) : capacityTokens)));
    }

    private IValue openList(int capacityTokens) {
        try (IValue batch = IValue.from(1L);
                IValue tokens = IValue.from((long) capacityTokens);
                IValue type = IValue.from(ForeignTensors.scalarType(precision))) {
            return script.call("open", batch, tokens, shape, type);
        }
    }

    @Override
    public void close() {
        pool.ifPresent(PagedPool::close);
    }
}
