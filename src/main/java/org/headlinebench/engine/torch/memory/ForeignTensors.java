package org.headlinebench.engine.torch.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

import org.headlinebench.optimization.Precision;

/**
 * Tensors over memory that Java owns, made without a copy by libtorch's stable C interface
 * ({@code torch/csrc/inductor/aoti_torch/c/shim.h}). DJL's own factories would copy, and abort on bfloat16.
 */
public final class ForeignTensors {
    private static final int CPU = 0;
    private final MethodHandle tensorFromBlob;

    /** @param libraryFolder where libtorch's shared libraries lie */
    public ForeignTensors(Path libraryFolder) {
        Path library = libraryFolder.resolve(System.mapLibraryName("torch_cpu"));
        MemorySegment symbol = SymbolLookup.libraryLookup(library, Arena.global())
                .findOrThrow("aoti_torch_create_tensor_from_blob");
        tensorFromBlob = Linker.nativeLinker()
                .downcallHandle(symbol,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /**
     * A contiguous tensor on the CPU that reads and writes {@code memory} itself.
     *
     * @param memory native memory that outlives the tensor and holds the product of {@code shape} numbers
     * @return the tensor, attached to {@code manager}
     */
    public PtNDArray over(MemorySegment memory, Precision type, PtNDManager manager, long... shape) {
        long[] strides = new long[shape.length];
        long count = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = count;
            count = Math.multiplyExact(count, shape[i]);
        }
        if (!memory.isNative() || memory.byteSize() < Math.multiplyExact(count, type.bytes())) {
            throw new IllegalArgumentException(
                    "memory of " + memory.byteSize() + " bytes cannot hold " + count + " " + type.word());
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ValueLayout.JAVA_LONG);
            int status = (int) tensorFromBlob.invokeExact(memory, (long) shape.length,
                    arena.allocateFrom(ValueLayout.JAVA_LONG, shape),
                    arena.allocateFrom(ValueLayout.JAVA_LONG, strides),
                    0L, (int) scalarType(type), CPU, 0, handle);
            if (status != 0) {
                throw new IllegalStateException("aoti_torch_create_tensor_from_blob failed with " + status);
            }
            return new PtNDArray(manager, handle.get(ValueLayout.JAVA_LONG, 0));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** {@code c10::ScalarType}'s number. */
    public static long scalarType(Precision type) {
        return switch (type) {
            case FLOAT16 -> 5;
            case FLOAT32 -> 6;
            case BFLOAT16 -> 15;
        };
    }
}
