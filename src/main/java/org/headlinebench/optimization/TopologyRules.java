package org.headlinebench.optimization;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;

/** What runs over several devices; asked by {@link StackRules}. */
final class TopologyRules {
    private TopologyRules() {}

    static void check(Stack stack) {
        if (stack.topology() instanceof Topology.Single) {
            return;
        }
        String written = "'topology=" + stack.topology().choice().text() + "'";
        if (!(stack.prune() instanceof Prune.None)) {
            throw new UserError("Pruning ranks the weights of whole matrices and layers, and with " + written
                    + " no device holds them.", nearest(stack.with(new Topology.Single())));
        }
        if (stack.quantize().isCalibrated()) {
            throw new UserError(
                    stack.quantize().choice().word() + " is calibrated with the whole model in one place, and"
                            + " with " + written + " it is in none.",
                    nearest(stack.with(stack.quantize().packed())));
        }
        if (stack.placement() instanceof Placement.Offload) {
            throw new UserError("With " + written + " layers that one device cannot hold lie on another;"
                    + " leaving some on the host as well is not built.", nearest(stack.with(new Placement.Device())));
        }
    }

    static void check(Stack stack, ModelConfiguration model) {
        int shards = stack.topology().shards();
        int stages = stack.topology().stages();
        if (stages > model.layers()) {
            throw new UserError("A stage has at least one layer; this model has " + model.layers() + ", not " + stages
                    + ".", nearest(stack.with(nearest(stack.topology(), model))));
        }
        split(model).forEach((what, count) -> {
            if (count % shards != 0) {
                throw new UserError("This model's " + count + " " + what + " cannot be split evenly among " + shards
                        + " shards.", nearest(stack.with(nearest(stack.topology(), model))));
            }
        });
    }

    /** Whether all that is split divides evenly and every stage has a layer. */
    static boolean fits(Topology topology, ModelConfiguration model) {
        return topology.stages() <= model.layers()
                && split(model).values().stream().allMatch(count -> count % topology.shards() == 0);
    }

    private static Map<String, Integer> split(ModelConfiguration model) {
        var split = new LinkedHashMap<String, Integer>();
        split.put("attention heads", model.attentionHeads());
        split.put("key and value heads", model.keyValueHeads());
        split.put("intermediate values of the MLP", model.intermediateSize());
        split.put("tokens of the vocabulary", model.vocabularySize());
        return split;
    }

    /** The most shards that go; where none do, as many stages instead, which need no division. */
    private static Topology nearest(Topology asked, ModelConfiguration model) {
        int stages = Math.min(asked.stages(), model.layers());
        int shards = IntStream.iterate(asked.shards(), count -> count - 1)
                .filter(count -> count == 1 || fits(Topology.of(count, stages), model))
                .findFirst()
                .orElseThrow();
        return shards == 1 && asked.stages() == 1
                ? Topology.of(1, Math.min(asked.shards(), model.layers()))
                : Topology.of(shards, stages);
    }

    private static String nearest(Stack stack) {
        return "Nearest stack that runs: " + stack.text() + ".";
    }
}
