package org.headlinebench.engine.torch.model;

import java.util.Arrays;
import java.util.SplittableRandom;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;

/** One sequence of a {@link TorchLanguageModel}: each step is a single call of the program. */
final class TorchSequence implements TokenSequence {
    private static final IValue[] NO_CHOICE = {};

    /**
     * Without a cache every step has another length, and oneDNN builds kernels anew for each. So the sequence is padded at
     * its end, where causal attention never looks, to one of few lengths.
     */
    private static final int PADDING = 16;

    private final TorchLanguageModel model;
    private final Decoding decoding;
    private final SplittableRandom random;
    private final int capacity;
    private final boolean recomputes;
    private final IValue cache;
    private final IValue one;
    private long[] history = {};
    private int length;

    TorchSequence(TorchLanguageModel model, int capacity, Decoding decoding, long stream) {
        this.model = model;
        this.capacity = capacity;
        this.decoding = decoding;
        this.random = new SplittableRandom(
                decoding instanceof Decoding.Sample sample ? sample.seed() * 0x9E3779B97F4A7C15L + stream : 0);
        this.recomputes = model.stack().cache() instanceof Cache.None;
        this.one = IValue.from(1L);
        try (IValue batch = IValue.from(1L);
                IValue tokens = IValue.from((long) capacity(model, capacity));
                IValue type = IValue.from(ForeignTensors.scalarType(model.stack().precision()))) {
            cache = model.script().call("open", batch, tokens, model.shape(), type);
        }
    }

    /** The next length at which a recomputed sequence is run. */
    static int padded(int tokens) {
        return (tokens + PADDING - 1) / PADDING * PADDING;
    }

    private static int capacity(TorchLanguageModel model, int needed) {
        return model.stack().cache() instanceof Cache.Static(var max) ? max.orElse(needed) : needed;
    }

    @Override
    public int next(int... tokens) {
        return switch (decoding) {
            case Decoding.Greedy _ -> choose("greedy", tokens, NO_CHOICE);
            case Decoding.Sample(double temperature, int topK, double topP, _) -> {
                IValue[] settings = {IValue.from(temperature), IValue.from((long) topK), IValue.from(topP),
                    IValue.listFrom(random.nextDouble())};
                try {
                    yield choose("sample", tokens, settings);
                } finally {
                    Arrays.stream(settings).forEach(IValue::close);
                }
            }
        };
    }

    @Override
    public float[] logits(int... tokens) {
        try (IValue logits = step("logits", tokens, NO_CHOICE);
                IValue wide = model.script().call("float32", logits);
                PtNDArray array = wide.toTensor(model.script().manager())) {
            return array.toFloatArray();
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long keyValueBytes() {
        try (IValue bytes = model.script().call("bytes", cache)) {
            return bytes.toLong();
        }
    }

    @Override
    public void close() {
        cache.close();
        one.close();
    }

    private int choose(String method, int[] tokens, IValue[] settings) {
        try (IValue chosen = step(method, tokens, settings);
                PtNDArray ids = chosen.toTensor(model.script().manager())) {
            return (int) ids.toLongArray()[0];
        }
    }

    private IValue step(String method, int[] tokens, IValue[] settings) {
        if (tokens.length == 0 || length + tokens.length > capacity) {
            throw new IllegalArgumentException(
                    length + " + " + tokens.length + " tokens do not fit a sequence of " + capacity);
        }
        int start = recomputes ? length : 0;
        int real = start + tokens.length;
        long[] fed = recomputes ? Arrays.copyOf(history, padded(real)) : new long[real];
        for (int i = 0; i < tokens.length; i++) {
            fed[start + i] = tokens[i];
        }
        IValue[] arguments = new IValue[9 + settings.length];
        try (IValue ids = IValue.listFrom(fed);
                IValue past = IValue.from(recomputes ? 0L : (long) length);
                IValue newest = IValue.from(real - 1L)) {
            arguments[0] = ids;
            arguments[1] = one;
            arguments[2] = past;
            arguments[3] = newest;
            arguments[4] = model.weights();
            arguments[5] = model.rotary();
            arguments[6] = cache;
            arguments[7] = model.shape();
            arguments[8] = model.epsilon();
            System.arraycopy(settings, 0, arguments, 9, settings.length);
            IValue result = model.script().call(method, arguments);
            length += tokens.length;
            history = recomputes ? fed : history;
            return result;
        }
    }
}
