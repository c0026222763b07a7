package org.headlinebench.engine.torch.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Gives memory that native code has freed back to the system. The C library keeps it for later, which is right while a
 * model writes and wrong for what preparing its weights took: that would count as the model's for the whole run. Where the
 * C library is not glibc nothing happens.
 */
public final class FreedMemory {
    private static final Optional<MethodHandle> MALLOC_TRIM = Linker.nativeLinker()
            .defaultLookup()
            .find("malloc_trim")
            .map(symbol -> Linker.nativeLinker()
                    .downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG)));

    private FreedMemory() {}

    /** Takes milliseconds; memory that is asked for next costs a page fault again. */
    public static void giveBack() {
        if (MALLOC_TRIM.isEmpty()) {
            return;
        }
        try {
            int ignored = (int) MALLOC_TRIM.get().invokeExact(0L);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
