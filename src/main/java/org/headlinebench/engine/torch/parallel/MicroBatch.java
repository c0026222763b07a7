package org.headlinebench.engine.torch.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;

/** Some sequences of a pass on their way through the stages; native memory that goes when it is closed. */
final class MicroBatch implements AutoCloseable {
    private final List<ShardCaches> sequences;
    private final IValue ids;
    private final IValue counts;
    private final IValue pasts;
    private final IValue wanted;
    /** By rank, what left the stage before. */
    private List<IValue> between = List.of();

    private MicroBatch(List<ShardCaches> sequences, long[] ids, long[] counts, long[] pasts, long[] wanted) {
        this.sequences = sequences;
        this.ids = IValue.listFrom(ids);
        this.counts = IValue.listFrom(counts);
        this.pasts = IValue.listFrom(pasts);
        this.wanted = IValue.listFrom(wanted);
    }

    /** Cuts a pass into so many parts of neighbouring sequences, as equal in number as can be. */
    static List<MicroBatch> of(int parts, long[] ids, long[] counts, long[] pasts, long[] wanted,
            List<SequenceCache> caches) {
        var batches = new ArrayList<MicroBatch>();
        int fromToken = 0;
        for (int part = 0; part < parts; part++) {
            int from = part * counts.length / parts;
            int to = (part + 1) * counts.length / parts;
            long[] own = Arrays.copyOfRange(counts, from, to);
            int tokens = (int) Arrays.stream(own).sum();
            batches.add(new MicroBatch(caches.subList(from, to).stream().map(ShardCaches.class::cast).toList(),
                    Arrays.copyOfRange(ids, fromToken, fromToken + tokens), own,
                    Arrays.copyOfRange(pasts, from, to), Arrays.copyOfRange(wanted, from, to)));
            fromToken += tokens;
        }
        return batches;
    }

    IValue ids() {
        return ids;
    }

    IValue counts() {
        return counts;
    }

    IValue pasts() {
        return pasts;
    }

    IValue wanted() {
        return wanted;
    }

    /** The sequences' caches of one shard; native memory of the caller's. */
    IValue caches(int shard) {
        return IValue.listFrom(sequences.stream().map(cache -> cache.each().get(shard).list()).toArray(IValue[]::new));
    }

    /** Hands over what left the stage before. */
    List<IValue> take() {
        List<IValue> taken = between;
        between = List.of();
        return taken;
    }

    void leave(List<IValue> results) {
        between = results;
    }

    @Override
    public void close() {
        between.forEach(IValue::close);
        List.of(ids, counts, pasts, wanted).forEach(IValue::close);
    }
}
