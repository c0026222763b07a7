package org.headlinebench.engine.torch.parallel;

import java.util.List;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;

/**
 * Keys and values of one sequence, each shard's own.
 *
 * @param each  by shard, stage by stage
 * @param empty what the program that chooses tokens sees of them: an empty list, which stays its model's
 */
record ShardCaches(List<SequenceCache> each, IValue empty) implements SequenceCache {
    @Override
    public IValue list() {
        return empty;
    }

    @Override
    public void makeRoom(int length, int tokens) {
        each.forEach(cache -> cache.makeRoom(length, tokens));
    }

    @Override
    public void place(int length, int tokens) {
        each.forEach(cache -> cache.place(length, tokens));
    }

    @Override
    public void rollBack(int length, int newLength) {
        each.forEach(cache -> cache.rollBack(length, newLength));
    }

    @Override
    public void adopt(SequenceCache other, int otherLength, int length) {
        var from = (ShardCaches) other;
        for (int i = 0; i < each.size(); i++) {
            each.get(i).adopt(from.each.get(i), otherLength, length);
        }
    }

    @Override
    public long bytes() {
        return each.stream().mapToLong(SequenceCache::bytes).sum();
    }

    @Override
    public void close() {
        each.forEach(SequenceCache::close);
    }
}
