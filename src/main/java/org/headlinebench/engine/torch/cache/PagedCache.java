package org.headlinebench.engine.torch.cache;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.paged.BlockTable;

/** The blocks of one sequence in its model's {@link PagedPool}. */
final class PagedCache implements SequenceCache {
    private final PagedPool pool;
    private final IValue list;
    private BlockTable table;

    /** @param list the program's, owned from now on */
    PagedCache(PagedPool pool, IValue list, BlockTable table) {
        this.pool = pool;
        this.list = list;
        this.table = table;
    }

    @Override
    public IValue list() {
        return list;
    }

    @Override
    public void makeRoom(int length, int tokens) {
        table.append(tokens).ifPresent(pool::copy);
    }

    /** The pool's tensors are others once it has grown for another sequence of the pass. */
    @Override
    public void place(int length, int tokens) {
        pool.place(list, table.places(length, tokens), table.blocks());
    }

    @Override
    public void rollBack(int length, int newLength) {
        table.truncate(newLength);
    }

    @Override
    public void adopt(SequenceCache other, int otherLength, int length) {
        table.close();
        table = ((PagedCache) other).table.fork(length);
    }

    @Override
    public long bytes() {
        return table.blocks().size() * pool.blockBytes();
    }

    @Override
    public void close() {
        table.close();
        list.close();
    }
}
