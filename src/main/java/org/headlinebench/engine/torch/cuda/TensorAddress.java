package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.script.Script;

/** Where a tensor's numbers begin, by libtorch's stable C interface. */
final class TensorAddress {
    private static final MethodHandle DATA_POINTER = Linker.nativeLinker()
            .downcallHandle(SymbolLookup
                    .libraryLookup(Torch.libraryFolder().resolve(System.mapLibraryName("torch_cpu")), Arena.global())
                    .findOrThrow("aoti_torch_get_data_ptr"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));

    private TensorAddress() {}

    /** The address stays valid as long as the tensor. */
    static long of(PtNDArray tensor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            CudaCalls.check((int) DATA_POINTER.invokeExact((long) tensor.getHandle(), out), "aoti_torch_get_data_ptr");
            return out.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    /** The address of a program's tensor. */
    static long of(IValue tensor, Script script) {
        try (PtNDArray array = tensor.toTensor(script.manager())) {
            return of(array);
        }
    }

    /** The addresses of a list's tensors. */
    static long[] ofEach(IValue list, Script script) {
        PtNDArray[] tensors = list.toTensorArray(script.manager());
        var addresses = new long[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            addresses[i] = of(tensors[i]);
            tensors[i].close();
        }
        return addresses;
    }
}
