package org.headlinebench.engine.torch.cuda;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

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
    private final DeviceNumbers token;
    private Optional<CudaGraph> graph = Optional.empty();
    private Optional<Rows> rows = Optional.empty();
    private long nextToken = -1;
    private long nextPlace = -1;

    /** The step of several tokens, and what it works on. */
    private record Rows(IValue state, DeviceNumbers chosen, CudaGraph graph) {}

    RecordedStep(RecordedSteps owner, SequenceCache cache, IValue state) {
        this.owner = owner;
        this.cache = cache;
        this.state = state;
        turn = owner.turn().on(cache, state);
        token = owner.numbers(TensorAddress.ofEach(state, owner.script())[0], 1);
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
        if (graph.isEmpty()) {
            graph = Optional.of(record(() -> begin(fed, length), turn));
        }
        if (nextToken != fed || nextPlace != length) {
            begin(fed, length);
        }
        graph.get().launch();
        owner.launched();
        nextToken = token.read(1)[0];
        nextPlace = length + 1L;
        return Math.toIntExact(nextToken);
    }

    /**
     * Whether a step can append so many tokens at once.
     *
     * @param length tokens that the cache holds; it must have room for as many as a step ever takes
     */
    public boolean takes(int tokens, int length) {
        int most = owner.turn().mostRows();
        return tokens <= most && length + most <= owner.capacity();
    }

    /**
     * Appends some tokens and chooses what follows each of them by greedy decoding. The step always takes as many as it can;
     * what it computes behind the last of these is not looked at, and overwritten before anything reads it.
     *
     * @param length tokens that the cache holds
     * @param fed    as many as it {@link #takes}, at least two
     */
    public int[] afterEach(int length, int... fed) {
        int[] padded = Arrays.copyOf(fed, owner.turn().mostRows());
        if (rows.isEmpty()) {
            rows = Optional.of(recordRows(length, padded));
        }
        Rows work = rows.get();
        begin(work.state(), length, padded);
        work.graph().launch();
        owner.launched();
        nextPlace = -1;
        return Arrays.stream(work.chosen().read(fed.length)).mapToInt(Math::toIntExact).toArray();
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

    private Rows recordRows(int length, int... fed) {
        IValue made = owner.script().call("rows_state");
        long chosen = TensorAddress.ofEach(made, owner.script())[2];
        return new Rows(made, owner.numbers(chosen, fed.length),
                record(() -> begin(made, length, fed), owner.turn().rowsOn(cache, made)));
    }

    private void begin(IValue rowsState, long length, int... fed) {
        try (IValue tokens = IValue.listFrom(IntStream.of(fed).asLongStream().toArray());
                IValue at = IValue.from(length)) {
            owner.stream().during(() -> owner.script().call("rows_to", rowsState, tokens, at).close());
        }
    }

    /** A rehearsal writes keys and values where the tokens themselves will, and nothing else of the sequence. */
    private CudaGraph record(Runnable begin, Runnable step) {
        long start = System.nanoTime();
        for (int i = 0; i < REHEARSALS; i++) {
            begin.run();
            owner.stream().during(step);
            owner.stream().await();
        }
        var recorded = new CudaGraph(owner.stream(), step);
        owner.recorded(System.nanoTime() - start);
        return recorded;
    }

    @Override
    public void close() {
        graph.ifPresent(CudaGraph::close);
        rows.ifPresent(work -> {
            work.graph().close();
            work.state().close();
        });
        state.close();
        cache.close();
    }
}
