package org.headlinebench.engine.torch.parallel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.model.LogitsSource;
import org.headlinebench.engine.torch.model.ShardProgram;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.optimization.Topology;

/**
 * Passes over the shards of a model. Calls are made by one thread in the order in which devices can work: micro-batch
 * {@code b} enters stage {@code s} at tick {@code b + s}, so that on devices that work asynchronously all stages have a
 * micro-batch at a time.
 */
final class ShardedPasses implements LogitsSource {
    private final Topology topology;
    private final List<List<Shard>> stages;
    private final List<AllReduce> sums;
    private final Script chooser;
    private final IValue weights;
    private final IValue noCaches;
    private final Tally tally;

    /**
     * @param programs stage by stage; closed from now on
     * @param sums     one per stage; closed from now on; not asked where a stage has one shard
     */
    ShardedPasses(Topology topology, List<ShardProgram> programs, List<AllReduce> sums, boolean simulated) {
        this.topology = topology;
        this.sums = List.copyOf(sums);
        int ranks = topology.shards();
        stages = IntStream.range(0, topology.stages())
                .mapToObj(stage -> IntStream.range(stage * ranks, (stage + 1) * ranks)
                        .mapToObj(index -> new Shard(programs.get(index), index))
                        .toList())
                .toList();
        DeviceId last = stages.getLast().getFirst().program().script().device();
        chooser = Script.load(last, List.of("weights", "parallel/chooser", "choice/greedy", "choice/sample",
                "choice/speculate", "choice/score"));
        weights = chooser.call("weights");
        chooser.call("add_nothing", weights).close();
        noCaches = chooser.call("no_tensors");
        tally = new Tally(ranks, stages.size(), simulated, programs);
    }

    @Override
    public Script chooser() {
        return chooser;
    }

    @Override
    public IValue weights() {
        return weights;
    }

    @Override
    public SequenceCache open(int capacityTokens) {
        return new ShardCaches(stages.stream()
                .flatMap(List::stream)
                .map(shard -> shard.program().open(capacityTokens))
                .toList(), noCaches);
    }

    @Override
    public void run(long[] ids, long[] counts, long[] pasts, long[] wanted, List<SequenceCache> caches) {
        List<MicroBatch> batches = MicroBatch.of(topology.microBatches(counts.length), ids, counts, pasts, wanted,
                caches);
        List<IValue> logits = new ArrayList<>();
        try {
            tally.beginPass(batches.size());
            for (int tick = 0; tick < batches.size() + stages.size() - 1; tick++) {
                for (int stage = Math.min(tick, stages.size() - 1); stage >= 0; stage--) {
                    int batch = tick - stage;
                    if (batch < batches.size()) {
                        run(stage, batches.get(batch), logits);
                        tally.endStage(stage, batch);
                    }
                }
            }
            keep(logits);
            tally.endPass();
        } finally {
            logits.forEach(IValue::close);
            batches.forEach(MicroBatch::close);
        }
    }

    @Override
    public ParallelUse use() {
        return tally.use();
    }

    @Override
    public void close() {
        noCaches.close();
        sums.forEach(AllReduce::close);
        stages.stream().flatMap(List::stream).forEach(Shard::close);
    }

    private void run(int stage, MicroBatch batch, List<IValue> logits) {
        List<Shard> shards = stages.get(stage);
        List<IValue> before = batch.take();
        List<IValue> x = stage == 0
                ? sum(stage, each(shards, shard -> shard.enter(batch)))
                : received(shards, before);
        close(before);
        List<IValue> entered = x;
        List<IValue> around = each(shards, shard -> shard.around(batch, at(entered, shard)));
        List<IValue> caches = each(shards, shard -> batch.caches(shard.index()));
        for (int i = 0; i < shards.getFirst().layers(); i++) {
            int layer = i;
            List<IValue> into = x;
            List<IValue> attended = sum(stage, each(shards, shard -> shard.attention(batch, at(into, shard), layer,
                    at(around, shard), at(caches, shard))));
            close(into);
            x = sum(stage, each(shards, shard -> shard.mlp(at(attended, shard), layer)));
            close(attended);
        }
        close(around);
        close(caches);
        List<IValue> out = x;
        if (stage < stages.size() - 1) {
            batch.leave(out);
            return;
        }
        List<IValue> parts = each(shards, shard -> shard.head(at(out, shard)));
        close(out);
        logits.add(gathered(parts));
        close(parts);
    }

    private static IValue at(List<IValue> values, Shard shard) {
        return values.get(shard.program().part().rank());
    }

    private List<IValue> each(List<Shard> shards, Function<Shard, IValue> step) {
        List<IValue> results = new ArrayList<>();
        for (Shard shard : shards) {
            long start = System.nanoTime();
            results.add(step.apply(shard));
            tally.computed(shard.index(), System.nanoTime() - start);
        }
        tally.joined();
        return results;
    }

    private List<IValue> received(List<Shard> shards, List<IValue> before) {
        long start = System.nanoTime();
        List<IValue> here = shards.stream().map(shard -> shard.arrive(at(before, shard))).toList();
        tally.communicated(System.nanoTime() - start);
        return here;
    }

    private List<IValue> sum(int stage, List<IValue> parts) {
        if (parts.size() == 1) {
            return parts;
        }
        long start = System.nanoTime();
        List<PtNDArray> arrays = new ArrayList<>();
        for (int rank = 0; rank < parts.size(); rank++) {
            arrays.add((PtNDArray) parts.get(rank).toTensor(stages.get(stage).get(rank).program().script().manager()));
        }
        sums.get(stage).sum(arrays);
        arrays.forEach(PtNDArray::close);
        tally.communicated(System.nanoTime() - start);
        return parts;
    }

    private IValue gathered(List<IValue> parts) {
        long start = System.nanoTime();
        IValue whole = tensors(stages.getLast(), parts, list -> chooser.call("gathered", list));
        tally.communicated(System.nanoTime() - start);
        return whole;
    }

    private void keep(List<IValue> logits) {
        var last = Collections.nCopies(logits.size(), stages.getLast().getFirst());
        tensors(last, logits, list -> chooser.call("keep_logits", weights, list)).close();
    }

    private static IValue tensors(List<Shard> owners, List<IValue> values, Function<IValue, IValue> use) {
        var arrays = new PtNDArray[values.size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = (PtNDArray) values.get(i).toTensor(owners.get(i).program().script().manager());
        }
        try (IValue list = IValue.listFrom(arrays)) {
            return use.apply(list);
        } finally {
            for (PtNDArray array : arrays) {
                array.close();
            }
        }
    }

    private static void close(List<IValue> values) {
        values.forEach(IValue::close);
    }
}
