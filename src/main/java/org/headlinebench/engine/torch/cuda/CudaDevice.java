package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What kernels are compiled and launched for.
 *
 * @param multiprocessors of the GPU
 * @param major           of its compute capability
 * @param minor           of its compute capability
 */
record CudaDevice(int multiprocessors, int major, int minor) {

    private static final int MULTIPROCESSORS = 16;
    private static final int MAJOR = 75;
    private static final int MINOR = 76;

    /** @param gpu its index */
    static CudaDevice of(int gpu) {
        return new CudaDevice(attribute(MULTIPROCESSORS, gpu), attribute(MAJOR, gpu), attribute(MINOR, gpu));
    }

    /** As compilers name it, {@code sm_90}. */
    String architecture() {
        return "sm_" + major + minor;
    }

    /** @param attribute {@code CUdevice_attribute}'s number */
    private static int attribute(int attribute, int gpu) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            CudaCalls.check(
                    (int) CudaCalls.handle("cuDeviceGetAttribute", ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT).invokeExact(value, attribute, gpu),
                    "cuDeviceGetAttribute");
            return value.get(ValueLayout.JAVA_INT, 0);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }
}
