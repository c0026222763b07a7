package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.Replays;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.cache.Caches;
import org.headlinebench.engine.torch.script.Script;

/**
 * The recorded steps of a model on a GPU. Caches are of one size, so that few steps are recorded, and kept for the next
 * sequence. Recording and replaying have a stream of their own: the blocks that a graph computes in must never be handed
 * to anybody else, and libtorch's allocator keeps the blocks of each stream apart.
 */
public final class RecordedSteps implements AutoCloseable {
    private final Script script;
    private final Caches caches;
    private final List<IValue> model;
    private final int capacity;
    private final Arena memory = Arena.ofShared();
    private final CudaStream stream;
    private final MethodHandle dataPointer;
    private final Deque<RecordedStep> free = new ArrayDeque<>();
    private int recordings;
    private long recordingNanos;
    private long launches;

    /**
     * @param model    weights, rotary tables, shape and epsilon, as the program takes them; stay the model's
     * @param capacity tokens that every cache can hold
     */
    public RecordedSteps(Script script, Caches caches, List<IValue> model, int capacity) {
        this.script = script;
        this.caches = caches;
        this.model = List.copyOf(model);
        this.capacity = capacity;
        this.stream = new CudaStream(Torch.libraryFolder(), script.device().index(), memory);
        SymbolLookup torch = SymbolLookup.libraryLookup(
                Torch.libraryFolder().resolve(System.mapLibraryName("torch_cpu")), Arena.global());
        this.dataPointer = Linker.nativeLinker()
                .downcallHandle(torch.findOrThrow("aoti_torch_get_data_ptr"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    }

    /** A step for a new sequence. */
    public RecordedStep take() {
        RecordedStep kept = free.poll();
        if (kept != null) {
            return kept;
        }
        try (IValue tokens = IValue.from((long) capacity)) {
            return new RecordedStep(this, caches.open(capacity), script.call("turn_state", tokens), model);
        }
    }

    /** What was recorded and launched so far. */
    public Replays replays() {
        return new Replays(capacity, recordings, recordingNanos / 1e6, launches);
    }

    void giveBack(RecordedStep step) {
        free.push(step);
    }

    void recorded(long nanos) {
        recordings++;
        recordingNanos += nanos;
    }

    void launched() {
        launches++;
    }

    Script script() {
        return script;
    }

    CudaStream stream() {
        return stream;
    }

    DeviceNumber number(PtNDArray tensor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
            CudaCalls.check((int) dataPointer.invokeExact((long) tensor.getHandle(), out), "aoti_torch_get_data_ptr");
            return new DeviceNumber(out.get(ValueLayout.JAVA_LONG, 0), stream, memory);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    @Override
    public void close() {
        stream.await();
        free.forEach(RecordedStep::close);
        memory.close();
    }
}
