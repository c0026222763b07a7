package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/** Kernels of a compiled module, launched on a stream. Parameters are device addresses alone. */
final class CudaKernels implements AutoCloseable {
    /** {@code CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES}. */
    private static final int MOST_SHARED = 8;

    private final long module;
    private final Map<String, Long> functions = new HashMap<>();
    private final CudaStream stream;
    private final Arena memory = Arena.ofShared();

    /** A launch with its parameters, ready to be made again and again. */
    interface Launch {
        void make();
    }

    /** @param machineCode for the device of the calling thread's context */
    CudaKernels(byte[] machineCode, CudaStream stream) {
        this.stream = stream;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment code = arena.allocateFrom(ValueLayout.JAVA_BYTE, machineCode);
            CudaCalls.check(
                    (int) CudaCalls.handle("cuModuleLoadData", ValueLayout.ADDRESS, ValueLayout.ADDRESS)
                            .invokeExact(out, code),
                    "cuModuleLoadData");
            module = out.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    /**
     * Prepares a launch.
     *
     * @param blocks     of the grid
     * @param threads    of a block
     * @param shared     bytes of shared memory of a block beyond those that the kernel declares
     * @param parameters addresses on the device; 0 where there is nothing
     */
    Launch launch(String kernel, int blocks, int threads, int shared, long... parameters) {
        long function = functions.computeIfAbsent(kernel, this::function);
        MemorySegment values = memory.allocateFrom(ValueLayout.JAVA_LONG, parameters);
        MemorySegment pointers = memory.allocate(ValueLayout.ADDRESS, parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            pointers.setAtIndex(ValueLayout.ADDRESS, i, values.asSlice((long) i * Long.BYTES, Long.BYTES));
        }
        allow(function, shared);
        return () -> make(kernel, function, blocks, threads, shared, pointers);
    }

    private static void allow(long function, int shared) {
        try {
            CudaCalls.check(
                    (int) CudaCalls.handle("cuFuncSetAttribute", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT).invokeExact(function, MOST_SHARED, shared),
                    "cuFuncSetAttribute");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    private void make(String kernel, long function, int blocks, int threads, int shared, MemorySegment pointers) {
        try {
            CudaCalls.check(
                    (int) CudaCalls.handle("cuLaunchKernel", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS)
                            .invokeExact(function, blocks, 1, 1, threads, 1, 1, shared, stream.handle(), pointers,
                                    MemorySegment.NULL),
                    "cuLaunchKernel of " + kernel);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    private long function(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            CudaCalls.check(
                    (int) CudaCalls.handle("cuModuleGetFunction", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS).invokeExact(out, module, arena.allocateFrom(name)),
                    "cuModuleGetFunction of " + name);
            return out.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    @Override
    public void close() {
        try {
            CudaCalls.check((int) CudaCalls.handle("cuModuleUnload", ValueLayout.JAVA_LONG).invokeExact(module),
                    "cuModuleUnload");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
        memory.close();
    }
}
