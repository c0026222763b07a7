package org.headlinebench.engine.torch.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.weights.ModelConfiguration;

/**
 * The step in one kernel of our own ({@code resources/cuda/step.cu}), compiled for the device and the model's shape. It
 * reads the weights and caches that the program holds where they are.
 */
final class FusedTurn implements Turn {
    private final Script script;
    private final ModelConfiguration model;
    private final FusedWeights weights;
    private final FusedKernels kernels;
    private final long[] rotary;
    private final int capacity;
    private final long pairs;
    private final IValue scratch;
    private final CudaKernels single;
    private final Optional<CudaKernels> several;
    private final int rows;
    private final List<IValue> tables = new ArrayList<>();

    /**
     * Compiles the step of one token, and of several where they will be asked for.
     *
     * @param weights  the program's list; stays the model's
     * @param rotary   cosine and sine tables; stay the model's
     * @param capacity positions of every cache
     * @param rows     successive tokens that will be appended at once at most; no more than {@link #MOST_ROWS} are
     */
    FusedTurn(Script script, IValue weights, IValue rotary, FusedFormat format, ModelConfiguration model, int capacity,
            int rows, CudaStream stream) {
        this.script = script;
        this.model = model;
        this.capacity = capacity;
        this.rotary = TensorAddress.ofEach(rotary, script);
        kernels = new FusedKernels(model, format, capacity, CudaDevice.of(script.device().index()), stream);
        this.rows = Math.min(rows, MOST_ROWS);
        single = kernels.of(1, false);
        several = this.rows > 1 ? Optional.of(kernels.of(this.rows, true)) : Optional.empty();
        this.weights = new FusedWeights(script, weights, format, model);
        pairs = this.weights.pairs();
        try (IValue bytes = IValue.from(FusedScratch.of(0, this.rows, capacity, model).end())) {
            scratch = script.call("turn_scratch", bytes);
        }
    }

    @Override
    public Runnable on(SequenceCache cache, IValue state) {
        long[] turn = TensorAddress.ofEach(state, script);
        return launch(single, 1, cache, turn[0], turn[1], FusedScratch.of(scratchAddress(), 1, capacity, model)
                .chosen());
    }

    @Override
    public int mostRows() {
        return rows;
    }

    @Override
    public Runnable rowsOn(SequenceCache cache, IValue state) {
        long[] addresses = TensorAddress.ofEach(state, script);
        return launch(several.orElseThrow(), rows, cache, addresses[0], addresses[1], addresses[2]);
    }

    private Runnable launch(CudaKernels compiled, int count, SequenceCache cache, long tokens, long places,
            long chosen) {
        IValue table = weights.table(TensorAddress.ofEach(cache.list(), script));
        tables.add(table);
        FusedScratch at = FusedScratch.of(scratchAddress(), count, capacity, model);
        return compiled.launch("step", kernels.blocks(), FusedKernels.THREADS, FusedKernels.SHARED_BYTES,
                TensorAddress.of(table, script), weights.embedding(), weights.lastNorm(), weights.head(), rotary[0],
                rotary[1], tokens,
                places, chosen, at.x(), at.raw(), at.attended(), at.inner(), at.parts(), at.finished(), at.best(),
                at.arrived(), 0, 0, pairs)::make;
    }

    @Override
    public String means() {
        return kernels.means();
    }

    @Override
    public void close() {
        single.close();
        several.ifPresent(CudaKernels::close);
        tables.forEach(IValue::close);
        weights.close();
        scratch.close();
    }

    private long scratchAddress() {
        return TensorAddress.of(scratch, script);
    }
}
