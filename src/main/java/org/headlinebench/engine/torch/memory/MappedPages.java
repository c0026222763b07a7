package org.headlinebench.engine.torch.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Gives pages of a mapped file back after they were read, so that they do not count as this process's memory. They stay
 * in the system's file cache and come back when touched. Where the system has no {@code madvise} nothing happens.
 */
public final class MappedPages {
    private static final int MADV_DONTNEED = 4;
    private static final long PAGE_BYTES = 4096;
    private static final Optional<MethodHandle> MADVISE = Linker.nativeLinker()
            .defaultLookup()
            .find("madvise")
            .map(symbol -> Linker.nativeLinker()
                    .downcallHandle(symbol,
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT)));

    private MappedPages() {}

    /** @param mapped read-only memory mapped from a file; only whole pages inside it are given back */
    public static void release(MemorySegment mapped) {
        long from = (mapped.address() + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
        long to = (mapped.address() + mapped.byteSize()) / PAGE_BYTES * PAGE_BYTES;
        if (MADVISE.isEmpty() || to <= from || !mapped.isReadOnly() || !mapped.isMapped()) {
            return;
        }
        try {
            int ignored = (int) MADVISE.get().invokeExact(from, to - from, MADV_DONTNEED);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
