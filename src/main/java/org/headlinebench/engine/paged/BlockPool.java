package org.headlinebench.engine.paged;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Blocks of a paged cache (Kwon et al. 2023), each held by one sequence or shared by several, and free when nobody holds
 * it. Knows numbers alone; keys and values lie elsewhere. All sequences of a model take their blocks here, so a batch of
 * sequences of different lengths, and prefixes that they share, need nothing but a {@link BlockTable} each.
 */
public final class BlockPool {
    private final int blockTokens;
    private final IntConsumer grow;
    private final List<Integer> holders = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /**
     * An empty pool.
     *
     * @param blockTokens tokens of a block
     * @param grow        is told how many blocks to add to where keys and values lie
     */
    public BlockPool(int blockTokens, IntConsumer grow) {
        if (blockTokens < 1) {
            throw new IllegalArgumentException("a block holds at least one token, not " + blockTokens);
        }
        this.blockTokens = blockTokens;
        this.grow = grow;
    }

    /** Tokens of a block. */
    public int blockTokens() {
        return blockTokens;
    }

    /** Blocks that so many tokens need. */
    public int blocksFor(int tokens) {
        return (tokens + blockTokens - 1) / blockTokens;
    }

    /** Blocks there are, held or free. */
    public int size() {
        return holders.size();
    }

    /** Blocks that somebody holds; one that several hold counts once. */
    public int used() {
        return holders.size() - free.size();
    }

    /** Grows until that many blocks are free. */
    public void reserve(int blocks) {
        int missing = blocks - free.size();
        if (missing <= 0) {
            return;
        }
        grow.accept(missing);
        for (int i = 0; i < missing; i++) {
            free.addLast(holders.size());
            holders.add(0);
        }
    }

    /** How many hold a block. */
    public int holders(int block) {
        return holders.get(block);
    }

    /** A free block, held from now on; the pool grows if there is none. */
    int take() {
        reserve(1);
        int block = free.removeFirst();
        holders.set(block, 1);
        return block;
    }

    void share(int block) {
        requireHeld(block);
        holders.set(block, holders.get(block) + 1);
    }

    void release(int block) {
        requireHeld(block);
        holders.set(block, holders.get(block) - 1);
        if (holders.get(block) == 0) {
            free.addLast(block);
        }
    }

    private void requireHeld(int block) {
        if (holders.get(block) == 0) {
            throw new IllegalStateException("block " + block + " is held by nobody");
        }
    }
}
