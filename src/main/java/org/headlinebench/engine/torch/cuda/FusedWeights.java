package org.headlinebench.engine.torch.cuda;

import java.util.ArrayList;
import java.util.List;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.weights.ModelConfiguration;

/** Where the weights of a model of the Llama family lie on the device, as the kernels want them. */
final class FusedWeights implements AutoCloseable {
    /** Entries of the program's list of weights before the layers, and those of a layer. */
    private static final int BEFORE_LAYERS = 3;
    private static final int OF_A_LAYER = 7;

    private final Script script;
    private final IValue weights;
    private final FusedFormat format;
    private final ModelConfiguration model;
    private final List<IValue> kept = new ArrayList<>();
    private final List<long[]> layers = new ArrayList<>();

    /** @param weights the program's list; stays the model's */
    FusedWeights(Script script, IValue weights, FusedFormat format, ModelConfiguration model) {
        this.script = script;
        this.weights = weights;
        this.format = format;
        this.model = model;
        for (int layer = 0; layer < model.layers(); layer++) {
            layers.add(layer(BEFORE_LAYERS + OF_A_LAYER * layer));
        }
    }

    long embedding() {
        return part(0, 0);
    }

    long lastNorm() {
        return part(1, 0);
    }

    long head() {
        return part(2, 0);
    }

    /** The numbers of codes that are indices; 0 where there are none. */
    long pairs() {
        return format.hasTable() ? TensorAddress.of(keep(script.call("fused_pairs")), script) : 0;
    }

    /**
     * The kernels' {@code Layer}s on the device, for one cache.
     *
     * @param cache addresses of each layer's keys and values
     * @return a tensor that must live as long as it is used
     */
    IValue table(long... cache) {
        var all = new ArrayList<Long>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (long address : layers.get(layer)) {
                all.add(address);
            }
            all.add(cache[2 * layer]);
            all.add(cache[2 * layer + 1]);
        }
        try (IValue numbers = IValue.listFrom(all.stream().mapToLong(number -> number).toArray())) {
            return script.call("fused_numbers", numbers);
        }
    }

    private long[] layer(int entry) {
        long[] project = module(entry + 1);
        long[] out = module(entry + 2);
        long[] gate = module(entry + 4);
        long[] up = parts(entry + 5) > 0 ? module(entry + 5) : behind(gate);
        long[] down = module(entry + 6);
        return new long[]{part(entry, 0), project[0], project[1], project[2], out[0], out[1], part(entry + 3, 0),
            gate[0], gate[1], up[0], up[1], down[0], down[1]};
    }

    /** Up where its rows follow gate's in the same matrix. */
    private long[] behind(long... gate) {
        long rows = model.intermediateSize();
        long columns = model.hiddenSize();
        return new long[]{gate[0] + format.codeBytes(rows, columns), gate[1] + format.scaleBytes(rows, columns)};
    }

    /** Matrix, scales and bias; 0 where there is none. */
    private long[] module(int entry) {
        try (IValue index = IValue.from((long) entry); IValue parts = script.call("module", weights, index)) {
            return TensorAddress.ofEach(keep(script.call("fused_module", parts)), script);
        }
    }

    private IValue keep(IValue value) {
        kept.add(value);
        return value;
    }

    private long part(int module, int part) {
        try (IValue entry = IValue.from((long) module);
                IValue index = IValue.from((long) part);
                IValue tensor = script.call("part", weights, entry, index)) {
            return TensorAddress.of(tensor, script);
        }
    }

    private long parts(int module) {
        try (IValue entry = IValue.from((long) module); IValue count = script.call("parts", weights, entry)) {
            return count.toLong();
        }
    }

    @Override
    public void close() {
        kept.forEach(IValue::close);
    }
}
