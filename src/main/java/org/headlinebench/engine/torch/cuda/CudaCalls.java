package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** CUDA's driver API ({@code cuda.h}), each function by its name; a status that is not success throws. */
final class CudaCalls {
    private static final int OUT_OF_MEMORY = 2;
    private static final SymbolLookup DRIVER = SymbolLookup.libraryLookup("libcuda.so.1", Arena.global());
    private static final Map<String, MethodHandle> HANDLES = new ConcurrentHashMap<>();

    private CudaCalls() {}

    /** A function of the driver with these parameters, made once. */
    static MethodHandle handle(String name, MemoryLayout... parameters) {
        return HANDLES.computeIfAbsent(name, _ -> Linker.nativeLinker()
                .downcallHandle(DRIVER.findOrThrow(name),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters)));
    }

    static void check(int status, String name) {
        if (status == OUT_OF_MEMORY) {
            throw new OutOfMemoryError("CUDA out of memory in " + name);
        }
        if (status != 0) {
            throw new IllegalStateException(name + " failed with CUDA status " + status);
        }
    }

    /** What a method handle threw. */
    static RuntimeException unexpected(Throwable t) {
        return switch (t) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(t);
        };
    }
}
