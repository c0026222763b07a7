package org.headlinebench.optimization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.headlinebench.device.DeviceKind;

/** A stack of optimizations: one choice on each axis. Written and read by {@link StackGrammar}. */
public record Stack(Precision precision, Prune prune, Quantize quantize, Cache cache, Attention attention,
        Rope rope, Decoding decoding, Execution execution, Batching batching, Prefix prefix, Placement placement,
        Topology topology) {
    public Stack {
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(prune, "prune");
        Objects.requireNonNull(quantize, "quantize");
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(attention, "attention");
        Objects.requireNonNull(rope, "rope");
        Objects.requireNonNull(decoding, "decoding");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(batching, "batching");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(placement, "placement");
        Objects.requireNonNull(topology, "topology");
    }

    /** What runs when nothing is chosen. */
    public static Stack defaultsOn(DeviceKind device) {
        return new Stack(Precision.defaultOn(device), new Prune.None(), new Quantize.None(), new Cache.Dynamic(),
                Attention.SDPA, Rope.AS_MODEL, new Decoding.Greedy(), Execution.EAGER, new Batching.Single(),
                Prefix.OFF, new Placement.Device(), new Topology.Single());
    }

    /** Reads a stack; axes that the text does not name keep their defaults on that device. */
    public static Stack parse(String text, DeviceKind device) {
        return StackGrammar.parse(text, defaultsOn(device));
    }

    public Stack with(Precision precision) {
        return changed(copy -> copy.precision = precision);
    }

    public Stack with(Prune prune) {
        return changed(copy -> copy.prune = prune);
    }

    public Stack with(Quantize quantize) {
        return changed(copy -> copy.quantize = quantize);
    }

    public Stack with(Cache cache) {
        return changed(copy -> copy.cache = cache);
    }

    public Stack with(Attention attention) {
        return changed(copy -> copy.attention = attention);
    }

    public Stack with(Rope rope) {
        return changed(copy -> copy.rope = rope);
    }

    public Stack with(Decoding decoding) {
        return changed(copy -> copy.decoding = decoding);
    }

    public Stack with(Execution execution) {
        return changed(copy -> copy.execution = execution);
    }

    public Stack with(Batching batching) {
        return changed(copy -> copy.batching = batching);
    }

    public Stack with(Prefix prefix) {
        return changed(copy -> copy.prefix = prefix);
    }

    public Stack with(Placement placement) {
        return changed(copy -> copy.placement = placement);
    }

    public Stack with(Topology topology) {
        return changed(copy -> copy.topology = topology);
    }

    /**
     * What a draft model runs with beside this stack: plain decoding in its own precision, quantization and placement, and all
     * its tokens' keys and values, since it is taken back further than a sliding cache remembers.
     */
    public Stack ofDraft() {
        Stack whole = with(new Prune.None()).with(new Quantize.None())
                .with(decoding.rule())
                .with(new Placement.Device())
                .with(execution == Execution.FUSED ? Execution.FUSED : Execution.EAGER)
                .with(new Topology.Single())
                .with(switch (cache) {
                    case Cache.Sliding _,Cache.Rounded _,Cache.Hybrid _,Cache.Offloaded _ -> new Cache.Dynamic();
                    case Cache.None _,Cache.Dynamic _,Cache.Static _,Cache.Paged _ -> cache;
                });
        return decoding instanceof Decoding.Speculative speculative
                ? whole.with(speculative.draftPrecision().orElse(precision))
                        .with(speculative.draftQuantize())
                        .with(speculative.draftPlacement())
                : whole;
    }

    /** The axes on which this stack and another choose differently. */
    public List<Axis> differencesTo(Stack other) {
        return Arrays.stream(Axis.values()).filter(axis -> !axis.of(this).equals(axis.of(other))).toList();
    }

    /**
     * The canonical text, parameters by name; parses back to an equal stack. An axis that came after the first stored runs
     * is left out where it changes nothing, so that equal stacks have equal texts in old runs and new ones.
     */
    public String text() {
        var parts = new ArrayList<String>();
        for (Axis axis : Axis.values()) {
            if (axis.isWritten(this)) {
                parts.add(axis.word() + "=" + axis.of(this).text());
            }
        }
        return String.join(",", parts);
    }

    /** A short name: precision, cache and what departs from the defaults. */
    public String shortText() {
        var parts = new ArrayList<String>();
        parts.add(precision.word());
        if (!(prune instanceof Prune.None)) {
            parts.add(prune.shortText());
        }
        if (!(quantize instanceof Quantize.None)) {
            parts.add(quantize.shortText());
        }
        parts.add(cache.shortText());
        if (attention != Attention.SDPA) {
            parts.add(attention.word() + " attention");
        }
        if (!rope.isAsModel()) {
            parts.add(rope.shortText());
        }
        if (!(decoding instanceof Decoding.Greedy)) {
            parts.add(decoding.shortText());
        }
        if (execution != Execution.EAGER) {
            parts.add(execution.word());
        }
        if (!(batching instanceof Batching.Single)) {
            parts.add(batching.choice().word() + " batches of " + batching.sequences());
        }
        switch (prefix) {
            case OFF -> {
            }
            case SHARED -> parts.add("shared prefix");
            case TURNS -> parts.add("turns reused");
        }
        if (!(placement instanceof Placement.Device)) {
            parts.add(placement.shortText());
        }
        if (!(topology instanceof Topology.Single)) {
            parts.add(topology.shortText());
        }
        return String.join(", ", parts);
    }

    private Stack changed(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    /** The choices while one of them is exchanged. */
    private static final class Copy {
        private Precision precision;
        private Prune prune;
        private Quantize quantize;
        private Cache cache;
        private Attention attention;
        private Rope rope;
        private Decoding decoding;
        private Execution execution;
        private Batching batching;
        private Prefix prefix;
        private Placement placement;
        private Topology topology;

        private Copy(Stack stack) {
            precision = stack.precision;
            prune = stack.prune;
            quantize = stack.quantize;
            cache = stack.cache;
            attention = stack.attention;
            rope = stack.rope;
            decoding = stack.decoding;
            execution = stack.execution;
            batching = stack.batching;
            prefix = stack.prefix;
            placement = stack.placement;
            topology = stack.topology;
        }

        private Stack made() {
            return new Stack(precision, prune, quantize, cache, attention, rope, decoding, execution, batching, prefix,
                    placement, topology);
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
