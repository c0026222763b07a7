package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A stream of libtorch's pool beside the default one. libtorch launches on the stream that is current, and its allocator
 * gives each stream blocks of its own. The functions are those that DJL's own bridge imports from {@code libc10_cuda}.
 */
final class CudaStream {
    /** {@code c10::cuda::CUDAStream}: device index, device type, stream id. */
    private static final StructLayout STREAM = MemoryLayout.structLayout(ValueLayout.JAVA_BYTE.withName("index"),
            ValueLayout.JAVA_BYTE.withName("type"), MemoryLayout.paddingLayout(6),
            ValueLayout.JAVA_LONG.withName("id"));

    private final MethodHandle setCurrent;
    private final MemorySegment own;
    private final MemorySegment usual;
    private final long handle;

    /**
     * Takes a stream of a GPU.
     *
     * @param libraries where libtorch's shared libraries lie
     * @param memory    outlives the stream
     */
    CudaStream(Path libraries, int gpu, Arena memory) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup c10 = SymbolLookup.libraryLookup(libraries.resolve(System.mapLibraryName("c10_cuda")),
                Arena.global());
        MethodHandle fromPool = linker.downcallHandle(c10.findOrThrow("_ZN3c104cuda17getStreamFromPoolEba"),
                FunctionDescriptor.of(STREAM, ValueLayout.JAVA_BOOLEAN, ValueLayout.JAVA_BYTE));
        MethodHandle current = linker.downcallHandle(c10.findOrThrow("_ZN3c104cuda20getCurrentCUDAStreamEa"),
                FunctionDescriptor.of(STREAM, ValueLayout.JAVA_BYTE));
        MethodHandle raw = linker.downcallHandle(c10.findOrThrow("_ZNK3c104cuda10CUDAStream6streamEv"),
                FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
        setCurrent = linker.downcallHandle(c10.findOrThrow("_ZN3c104cuda20setCurrentCUDAStreamENS0_10CUDAStreamE"),
                FunctionDescriptor.ofVoid(STREAM));
        try {
            own = (MemorySegment) fromPool.invokeExact((SegmentAllocator) memory, true, (byte) gpu);
            usual = (MemorySegment) current.invokeExact((SegmentAllocator) memory, (byte) gpu);
            handle = (long) raw.invokeExact(own);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    /** The driver's handle. */
    long handle() {
        return handle;
    }

    /** Runs something with this stream as the calling thread's current one. */
    void during(Runnable work) {
        makeCurrent(own);
        try {
            work.run();
        } finally {
            makeCurrent(usual);
        }
    }

    /** Returns when everything launched so far is done. */
    void await() {
        try {
            CudaCalls.check((int) CudaCalls.handle("cuStreamSynchronize", ValueLayout.JAVA_LONG).invokeExact(handle),
                    "cuStreamSynchronize");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    private void makeCurrent(MemorySegment stream) {
        try {
            setCurrent.invokeExact(stream);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }
}
