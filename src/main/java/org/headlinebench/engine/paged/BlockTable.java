package org.headlinebench.engine.paged;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The blocks of one sequence in its order, and how many tokens lie in them. */
public final class BlockTable implements AutoCloseable {
    private final BlockPool pool;
    private final List<Integer> blocks = new ArrayList<>();
    private int length;

    /** A table of no tokens. */
    public BlockTable(BlockPool pool) {
        this.pool = pool;
    }

    /** A block whose content must be copied to another before the sequence writes. */
    public record Copy(int from, int to) {}

    /** Tokens that lie in the blocks. */
    public int length() {
        return length;
    }

    /** The blocks in the sequence's order. */
    public List<Integer> blocks() {
        return List.copyOf(blocks);
    }

    /**
     * Makes room for tokens behind those that are there. A last block that others hold too is left to them.
     *
     * @return what has to be copied before the tokens are written
     */
    public Optional<Copy> append(int tokens) {
        Optional<Copy> copy = Optional.empty();
        int last = length / pool.blockTokens();
        if (tokens > 0 && length % pool.blockTokens() != 0 && pool.holders(blocks.get(last)) > 1) {
            int shared = blocks.get(last);
            blocks.set(last, pool.take());
            pool.release(shared);
            copy = Optional.of(new Copy(shared, blocks.get(last)));
        }
        length += tokens;
        while (blocks.size() < pool.blocksFor(length)) {
            blocks.add(pool.take());
        }
        return copy;
    }

    /** Where tokens lie in the pool: block · tokens of a block + place in it. */
    public long[] places(int from, int tokens) {
        int size = pool.blockTokens();
        long[] places = new long[tokens];
        for (int i = 0; i < tokens; i++) {
            places[i] = (long) blocks.get((from + i) / size) * size + (from + i) % size;
        }
        return places;
    }

    /** Forgets tokens from an index on and lets go of blocks that hold none any more. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot go back from " + length + " tokens to " + newLength);
        }
        length = newLength;
        while (blocks.size() > pool.blocksFor(length)) {
            pool.release(blocks.removeLast());
        }
    }

    /** A table of the first tokens of this one, which holds the same blocks. */
    public BlockTable fork(int tokens) {
        if (tokens < 0 || tokens > length) {
            throw new IllegalArgumentException(tokens + " tokens of " + length);
        }
        var fork = new BlockTable(pool);
        fork.length = tokens;
        for (int block : blocks.subList(0, pool.blocksFor(tokens))) {
            pool.share(block);
            fork.blocks.add(block);
        }
        return fork;
    }

    /** Lets go of all blocks. */
    @Override
    public void close() {
        truncate(0);
    }
}
