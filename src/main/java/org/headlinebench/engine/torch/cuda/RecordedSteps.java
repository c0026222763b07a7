package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.Replays;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.cache.CacheSource;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.weights.ModelConfiguration;

/**
 * The recorded steps of a model on a GPU. Caches are of one size, so that few steps are recorded, and kept for the next
 * sequence. Recording and replaying have a stream of their own: the blocks that a graph computes in must never be handed
 * to anybody else, and libtorch's allocator keeps the blocks of each stream apart.
 */
public final class RecordedSteps implements AutoCloseable {
    /** Successive tokens that a step can take at once at most. */
    public static final int MOST_ROWS = Turn.MOST_ROWS;

    private final Script script;
    private final CacheSource caches;
    private final Turn turn;
    private final int capacity;
    private final Arena memory = Arena.ofShared();
    private final CudaStream stream;
    private final Deque<RecordedStep> free = new ArrayDeque<>();
    private int recordings;
    private long recordingNanos;
    private long launches;

    private RecordedSteps(Script script, CacheSource caches, int capacity, Function<CudaStream, Turn> turn) {
        this.script = script;
        this.caches = caches;
        this.capacity = capacity;
        this.stream = new CudaStream(Torch.libraryFolder(), script.device().index(), memory);
        this.turn = turn.apply(stream);
    }

    /**
     * Steps out of libtorch's operators.
     *
     * @param model    weights, rotary tables, shape and epsilon, as the program takes them; stay the model's
     * @param capacity tokens that every cache can hold
     */
    public static RecordedSteps scripted(Script script, CacheSource caches, List<IValue> model, int capacity) {
        return new RecordedSteps(script, caches, capacity, _ -> new ScriptedTurn(script, model));
    }

    /**
     * Steps in kernels of our own, for models that {@link org.headlinebench.optimization.StackRules} lets through.
     *
     * @param weights  as the program takes them, with the rotary tables; stay the model's
     * @param capacity tokens that every cache can hold
     * @param rows     successive tokens that will be appended at once at most
     */
    public static RecordedSteps fused(Script script, CacheSource caches, IValue weights, IValue rotary,
            FusedFormat format, ModelConfiguration model, int capacity, int rows) {
        return new RecordedSteps(script, caches, capacity,
                stream -> new FusedTurn(script, weights, rotary, format, model, capacity, rows, stream));
    }

    /** A step for a new sequence. */
    public RecordedStep take() {
        RecordedStep kept = free.poll();
        if (kept != null) {
            return kept;
        }
        try (IValue tokens = IValue.from((long) capacity)) {
            return new RecordedStep(this, caches.open(capacity), script.call("turn_state", tokens));
        }
    }

    /** What was recorded and launched so far. */
    public Replays replays() {
        return new Replays(turn.means(), capacity, recordings, recordingNanos / 1e6, launches);
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

    int capacity() {
        return capacity;
    }

    Script script() {
        return script;
    }

    CudaStream stream() {
        return stream;
    }

    Turn turn() {
        return turn;
    }

    DeviceNumbers numbers(long address, int count) {
        return new DeviceNumbers(address, count, stream, memory);
    }

    @Override
    public void close() {
        stream.await();
        free.forEach(RecordedStep::close);
        turn.close();
        memory.close();
    }
}
