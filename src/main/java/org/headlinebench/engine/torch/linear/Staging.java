package org.headlinebench.engine.torch.linear;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory through which weights pass on their way from the file into tensors; grows to what the largest of them needs and
 * goes when everything is loaded.
 */
public final class Staging implements AutoCloseable {
    private static final long ALIGNMENT_BYTES = 64;
    private Arena arena = Arena.ofConfined();
    private MemorySegment memory = MemorySegment.NULL;

    /** Memory of at least that size; what was handed out before is no longer valid. */
    public MemorySegment of(long bytes) {
        if (memory.byteSize() < bytes) {
            arena.close();
            arena = Arena.ofConfined();
            memory = arena.allocate(bytes, ALIGNMENT_BYTES);
        }
        return memory;
    }

    /** The next offset at which a tensor may begin. */
    public static long aligned(long bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }

    @Override
    public void close() {
        arena.close();
    }
}
