package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Work of one stream, recorded once and launched whole (CUDA graphs, {@code cuStreamBeginCapture}). */
final class CudaGraph implements AutoCloseable {
    /** {@code CU_STREAM_CAPTURE_MODE_RELAXED}: the allocator may ask the driver for memory while recording. */
    private static final int RELAXED = 2;

    private final CudaStream stream;
    private final long executable;

    /**
     * Records what is launched on a stream; nothing of it runs yet.
     *
     * @param work was run on that stream before, so that libraries have set themselves up
     */
    CudaGraph(CudaStream stream, Runnable work) {
        this.stream = stream;
        stream.await();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment graph = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment made = arena.allocate(ValueLayout.JAVA_LONG);
            CudaCalls.check(
                    (int) CudaCalls.handle("cuStreamBeginCapture_v2", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)
                            .invokeExact(stream.handle(), RELAXED),
                    "cuStreamBeginCapture");
            try {
                stream.during(work);
            } finally {
                CudaCalls.check(
                        (int) CudaCalls.handle("cuStreamEndCapture", ValueLayout.JAVA_LONG, ValueLayout.ADDRESS)
                                .invokeExact(stream.handle(), graph),
                        "cuStreamEndCapture");
            }
            CudaCalls.check(
                    (int) CudaCalls.handle("cuGraphInstantiateWithFlags", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG)
                            .invokeExact(made, graph.get(ValueLayout.JAVA_LONG, 0), 0L),
                    "cuGraphInstantiateWithFlags");
            CudaCalls.check(
                    (int) CudaCalls.handle("cuGraphDestroy", ValueLayout.JAVA_LONG)
                            .invokeExact(graph.get(ValueLayout.JAVA_LONG, 0)),
                    "cuGraphDestroy");
            executable = made.get(ValueLayout.JAVA_LONG, 0);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    /** Launches it once more, behind what its stream still has to do. */
    void launch() {
        try {
            CudaCalls.check(
                    (int) CudaCalls.handle("cuGraphLaunch", ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG)
                            .invokeExact(executable, stream.handle()),
                    "cuGraphLaunch");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    @Override
    public void close() {
        try {
            CudaCalls.check(
                    (int) CudaCalls.handle("cuGraphExecDestroy", ValueLayout.JAVA_LONG).invokeExact(executable),
                    "cuGraphExecDestroy");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }
}
