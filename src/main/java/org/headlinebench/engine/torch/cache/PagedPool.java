package org.headlinebench.engine.torch.cache;

import java.util.List;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.paged.BlockPool;
import org.headlinebench.engine.paged.BlockTable;
import org.headlinebench.engine.torch.script.Script;

/** Keys and values of all sequences of a model in blocks. */
final class PagedPool implements AutoCloseable {
    private final Script script;
    private final IValue list;
    private final BlockPool blocks;

    /** @param list an empty pool, owned from now on */
    PagedPool(Script script, IValue list, int blockTokens) {
        this.script = script;
        this.list = list;
        this.blocks = new BlockPool(blockTokens, this::grow);
    }

    /** A sequence of no tokens, with room for some without growing. */
    PagedCache open(int capacityTokens) {
        blocks.reserve(blocks.blocksFor(capacityTokens));
        return new PagedCache(this, script.call("share", list), new BlockTable(blocks));
    }

    /** Bytes of one block over all layers, measured on the tensors. */
    long blockBytes() {
        try (IValue bytes = script.call("pool_bytes", list)) {
            return blocks.size() == 0 ? 0 : bytes.toLong() / blocks.size();
        }
    }

    /** Before a pass of a sequence: where its tokens go, and what it reads. */
    void place(IValue sequence, long[] places, List<Integer> read) {
        try (IValue to = IValue.listFrom(places);
                IValue from = IValue.listFrom(read.stream().mapToLong(Integer::longValue).toArray())) {
            script.call("place", sequence, list, to, from).close();
        }
    }

    void copy(BlockTable.Copy copy) {
        try (IValue from = IValue.from((long) copy.from()); IValue to = IValue.from((long) copy.to())) {
            script.call("copy_block", list, from, to).close();
        }
    }

    private void grow(int more) {
        try (IValue count = IValue.from((long) more)) {
            script.call("grow", list, count).close();
        }
    }

    @Override
    public void close() {
        list.close();
    }
}
