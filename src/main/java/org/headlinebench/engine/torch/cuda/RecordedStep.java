package org.headlinebench.engine.torch.cuda;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;

/**
 * The decode step on one static cache: recorded when it is first asked for, replayed for every further token of every
 * sequence that uses the cache. Token and position stay on the device; they are written only where a sequence begins or
 * goes on with another token than the one that the step itself chose.
 */
public final class RecordedStep implements AutoCloseable {
    /** Libraries set themselves up and choose kernels in the first calls, which cannot be recorded. */
    private static final int REHEARSALS = 3;

    private final RecordedSteps owner;
    private final SequenceCache cache;
    private final IValue state;
    private final Runnable turn;
    private final DeviceNumber token;
    private CudaGraph graph;
    private long nextToken = -1;
    private long nextPlace = -1;

    RecordedStep(RecordedSteps owner, SequenceCache cache, IValue state) {
        this.owner = owner;
        this.cache = cache;
        this.state = state;
        turn = owner.turn().on(cache, state);
        token = owner.number(TensorAddress.ofEach(state, owner.script())[0]);
    }

    /** The cache on which it works. */
    public SequenceCache cache() {
        return cache;
    }

    /**
     * Appends one token and chooses the next by greedy decoding.
     *
     * @param length tokens that the cache holds
     */
    public int next(int fed, int length) {
        if (graph == null) {
            record(fed, length);
        }
        if (nextToken != fed || nextPlace != length) {
            begin(fed, length);
        }
        graph.launch();
        owner.launched();
        nextToken = token.read();
        nextPlace = length + 1L;
        return Math.toIntExact(nextToken);
    }

    /** The sequence is over; the cache serves another one. */
    public void giveBack() {
        nextPlace = -1;
        owner.giveBack(this);
    }

    private void begin(long fed, long length) {
        try (IValue written = IValue.from(fed); IValue at = IValue.from(length)) {
            owner.stream().during(() -> owner.script().call("turn_to", state, written, at).close());
        }
    }

    /** A rehearsal writes keys and values where the token itself will, and nothing else of the sequence. */
    private void record(int fed, int length) {
        long start = System.nanoTime();
        for (int i = 0; i < REHEARSALS; i++) {
            begin(fed, length);
            owner.stream().during(turn);
            owner.stream().await();
        }
        graph = new CudaGraph(owner.stream(), turn);
        owner.recorded(System.nanoTime() - start);
    }

    @Override
    public void close() {
        if (graph != null) {
            graph.close();
        }
        state.close();
        cache.close();
    }
}
