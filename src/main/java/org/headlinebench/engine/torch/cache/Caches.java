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
    /** A layout keeps a token's bytes as it keeps its numbers; its methods are then called by these names. */
    private static final String ROWS = "extend=extend_rows,open=open_rows,truncate=truncate_rows,adopt=adopt_rows,"
            + "keeps=keeps_rows";
    private static final int EVERYTHING = 1 << 30;

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
        this.pool = cache.layout() instanceof Cache.Paged(int block)
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
            case Cache.Rounded rounded -> rounded(rounded);
            case Cache.Paged(int block) -> List.of("cache/paged(BLOCK=" + block + ")", "mask/causal");
            case Cache.Hybrid _,Cache.Offloaded _ -> throw new IllegalArgumentException("refused by StackRules");
        };
    }

    private static List<String> rounded(Cache.Rounded rounded) {
        String bits = "BITS=" + rounded.bits() + ",MOST=" + ((1 << rounded.bits()) - 1) + ",GROUP=" + rounded.group()
                + ",RESIDUAL=" + rounded.residual();
        if (rounded.layout() instanceof Cache.Dynamic) {
            return List.of(
                    "cache/quantized(" + bits + ",ALONG=" + (rounded.keys() == Cache.Keys.CHANNEL ? 3 : 4) + ")",
                    "cache/bits/" + rounded.bits(), "mask/causal");
        }
        String sizes = rounded.layout() instanceof Cache.Sliding(int window, int sinks)
                ? "WINDOW=" + window + ",SINKS=" + sinks
                : "WINDOW=" + EVERYTHING + ",SINKS=0";
        List<String> layout = texts(rounded.layout());
        String rows = layout.getFirst().replace(")", "").replace("(", ",");
        int end = rows.indexOf(',');
        String name = end < 0 ? rows : rows.substring(0, end);
        String settings = end < 0 ? "" : rows.substring(end);
        return List.of(name + "(" + ROWS + settings + ")", "cache/rows(" + bits + ")", "cache/bits/" + rounded.bits(),
                rounded.layout() instanceof Cache.Paged
                        ? "cache/rounded_blocks"
                        : "cache/rounded(" + bits + "," + sizes + ")",
                layout.getLast());
    }

    /** The cache of a new sequence of at most that many tokens. */
    @Override
    public SequenceCache open(int capacityTokens) {
        return pool.<SequenceCache>map(shared -> shared.open(capacityTokens))
                .orElseGet(() -> new OwnCache(script, openList(
                        cache.layout() instanceof Cache.Static(var max)
                                ? max.orElse(capacityTokens)
                                : capacityTokens)));
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
