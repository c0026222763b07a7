package org.headlinebench.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.ShardPart;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.optimization.Topology;
import org.headlinebench.planning.PlannedTopology.MeasuredToken;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Which topologies of some equal devices hold a model, and how fast they would write with it. A token takes as long as the
 * slowest shard of each stage needs to read its weights and cache, and its layers' launches; two sums over the shards a
 * layer and one for the embedding; and a message from stage to stage. One sequence, nothing overlapped.
 */
public final class Planner {
    /** What computing takes besides weights and caches, and the device's own context. */
    private static final long RESERVED_BYTES = 1L << 30;

    private final RunStore store;

    public Planner(RunStore store) {
        this.store = store;
    }

    /**
     * Plans all topologies of 1, 2, 4 … devices.
     *
     * @param name          the model's, as runs name it
     * @param stack         all but the topology
     * @param count         how many devices there are
     * @param contextTokens prompt and output
     */
    public List<PlannedTopology> plan(String name, ModelConfiguration model, Stack stack, PlannedDevice device,
            int count, int contextTokens) {
        List<PlannedTopology> planned = new ArrayList<>();
        for (Topology topology : topologies(count)) {
            planned.add(plan(name, model, stack.with(topology), device, contextTokens));
        }
        return planned;
    }

    private static List<Topology> topologies(int count) {
        List<Topology> all = new ArrayList<>();
        for (int devices = 1; devices <= count; devices++) {
            if (count % devices != 0) {
                continue;
            }
            for (int shards = devices; shards >= 1; shards--) {
                if (devices % shards == 0) {
                    all.add(Topology.of(shards, devices / shards));
                }
            }
        }
        all.sort(Comparator.comparingInt(Topology::devices));
        return all;
    }

    private PlannedTopology plan(String name, ModelConfiguration model, Stack stack, PlannedDevice device,
            int contextTokens) {
        int devices = stack.topology().devices();
        Optional<MeasuredToken> measured = measured(name, stack, device);
        try {
            StackRules.check(stack, device.kind(), model);
        } catch (UserError refused) {
            return PlannedTopology.of(stack.text(), devices, OptionalDouble.empty(), false, OptionalDouble.empty(),
                    Optional.of(refused.getMessage()), measured);
        }
        List<ShardPart> shards = ShardPart.of(stack.topology(), model);
        boolean turns = device.kind() == DeviceKind.CPU;
        long each = shards.stream().mapToLong(shard -> bytes(shard, stack, device, contextTokens)).max().orElseThrow();
        long held = turns
                ? shards.stream().mapToLong(shard -> bytes(shard, stack, device, contextTokens)).sum()
                : each;
        boolean fits = held + RESERVED_BYTES <= device.memoryBytes();
        return PlannedTopology.of(stack.text(), devices, OptionalDouble.of(each), fits,
                fits
                        ? OptionalDouble.of(1e3 * secondsPerToken(shards, model, stack, device, contextTokens))
                        : OptionalDouble.empty(),
                fits ? Optional.empty() : Optional.of("does not fit the device's memory"), measured);
    }

    private static long bytes(ShardPart shard, Stack stack, PlannedDevice device, int contextTokens) {
        return Footprint.ofShard(shard, stack, device.kind(), contextTokens);
    }

    /** Shards that take turns add up; devices of a stage work side by side, and their first one stands for all. */
    private static double secondsPerToken(List<ShardPart> shards, ModelConfiguration model, Stack stack,
            PlannedDevice device, int contextTokens) {
        boolean turns = device.kind() == DeviceKind.CPU;
        int ranks = stack.topology().shards();
        double seconds = 0;
        for (ShardPart shard : shards) {
            if (turns || shard.rank() == 0) {
                seconds += read(shard, stack, device, contextTokens) / device.bandwidthBytesPerSecond()
                        + shard.part().layers() * device.layerMicros() / 1e6;
            }
        }
        double message = (double) model.hiddenSize() * stack.precision().bytes();
        if (ranks > 1) {
            double sum = device.allReduceMicros() / 1e6
                    + 2.0 * (ranks - 1) / ranks * message / device.linkBytesPerSecond();
            seconds += (2.0 * model.layers() + 1) * sum;
        }
        return seconds + (stack.topology().stages() - 1)
                * (device.allReduceMicros() / 1e6 + message / device.linkBytesPerSecond());
    }

    /** Of the embedding a token reads a row, not the matrix, unless the matrix is the head as well. */
    private static long read(ShardPart shard, Stack stack, PlannedDevice device, int contextTokens) {
        long held = bytes(shard, stack, device, contextTokens);
        boolean isCopied = device.kind() == DeviceKind.CPU && stack.precision() != Precision.FLOAT16;
        boolean isHead = shard.part().tiedEmbedding() && shard.ends() && !isCopied;
        return shard.embeds() && !isHead
                ? held - shard.part().parameterCount().embedding() * stack.precision().bytes()
                : held;
    }

    private Optional<MeasuredToken> measured(String name, Stack stack, PlannedDevice device) {
        return store.list()
                .stream()
                .filter(run -> run.state() == RunState.FINISHED && run.setup().model().equals(name)
                        && run.setup().stack().equals(stack) && isOn(run, device))
                .max(Comparator.comparing(Run::createdAt))
                .flatMap(run -> RunSummary.of(run, store.samples(run.id()))
                        .latency()
                        .flatMap(latency -> latency.tpotMillis())
                        .map(tpot -> new MeasuredToken(run.id().value(), tpot.mean(),
                                run.setup().provenance().label())));
    }

    private static boolean isOn(Run run, PlannedDevice device) {
        return run.setup().device().kind() == device.kind() && (device.kind() == DeviceKind.CPU
                ? run.setup().launcher().isEmpty()
                : run.provenance().getOrDefault("gpu.name", "").contains(device.name()));
    }
}
