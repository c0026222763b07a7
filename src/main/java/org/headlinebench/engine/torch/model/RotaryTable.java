package org.headlinebench.engine.torch.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.PositionTable;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Cosines and sines of the rotary position embedding (Su et al. 2021), each [positions, 1, headSize], computed in
 * float32 as transformers does and then rounded to the model's precision. The first half of each row of sines is negated,
 * so that rotating is {@code x * cosine + roll(x, half) * sine}. A base that grows with the sequence is the one that the
 * longest sequence of the run needs, from the first token on: keys in a cache then never disagree about it.
 */
public final class RotaryTable {
    private RotaryTable() {}

    /** The tables of a model whose queries are not scaled, as long as its longest sequence. */
    public static IValue of(ModelConfiguration shape, int positions, Precision precision, Script script) {
        return of(shape, positions, positions, OptionalInt.empty(), precision, script);
    }

    /**
     * @param tokens    of the longest sequence
     * @param positions rows of the tables, at least as many
     * @param trained   the trained length, where queries beyond it are to be scaled
     * @return the program's list of the two tables, and of the scale of each position and head where it is asked for
     */
    static IValue of(ModelConfiguration shape, int tokens, int positions, OptionalInt trained,
            Precision precision,
            Script script) {
        float[] frequencies = shape.inverseFrequencies(tokens);
        double scale = shape.ropeScaling().attentionScale();
        int size = shape.headSize();
        float[] cosine = new float[positions * size];
        float[] sine = new float[positions * size];
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < size; i++) {
                float angle = position * frequencies[i % (size / 2)];
                double sign = i < size / 2 ? -scale : scale;
                cosine[position * size + i] = (float) (scale * (float) Math.cos(angle));
                sine[position * size + i] = (float) (sign * (float) Math.sin(angle));
            }
        }
        PtNDManager manager = script.manager();
        Shape tableShape = new Shape(positions, 1, size);
        try (PtNDArray cosines = (PtNDArray) manager.create(cosine, tableShape);
                PtNDArray sines = (PtNDArray) manager.create(sine, tableShape)) {
            if (trained.isEmpty()) {
                return converted(script, precision, cosines, sines);
            }
            int heads = shape.attentionHeads() + shape.keyValueHeads();
            float[] scales = queryScales(shape.attentionHeads(), heads, positions, trained.getAsInt());
            try (PtNDArray table = (PtNDArray) manager.create(scales, new Shape(positions, heads, 1))) {
                return converted(script, precision, cosines, sines, table);
            }
        }
    }

    /** What a program's tables hold, as far as it proves how positions are stretched; absent without tables. */
    static Optional<PositionTable> seen(IValue tables, int headSize, Script script) {
        List<float[]> read = new ArrayList<>();
        for (PtNDArray table : tables.toTensorArray(script.manager())) {
            try (table;
                    IValue stored = IValue.from(table);
                    IValue wide = script.call("float32", stored);
                    PtNDArray array = wide.toTensor(script.manager())) {
                read.add(array.toFloatArray());
            }
        }
        if (read.isEmpty()) {
            return Optional.empty();
        }
        // The first half of a row is negated, and of the scales the last heads are those of keys.
        float[] sines = Arrays.copyOfRange(read.get(1), headSize + headSize / 2, 2 * headSize);
        int positions = read.get(1).length / headSize;
        return Optional.of(new PositionTable(sines, read.size() < 3
                ? 1
                : read.get(2)[(positions - 1) * (read.get(2).length / positions)]));
    }

    /** {@code ln(n) / ln(trained)} for query heads at the n-th position beyond the trained length, otherwise 1. */
    private static float[] queryScales(int queryHeads, int heads, int positions, int trained) {
        float[] scales = new float[positions * heads];
        Arrays.fill(scales, 1);
        for (int position = trained; position < positions; position++) {
            float scale = (float) (Math.log(position + 1) / Math.log(trained));
            Arrays.fill(scales, position * heads, position * heads + queryHeads, scale);
        }
        return scales;
    }

    private static IValue converted(Script script, Precision precision, PtNDArray... arrays) {
        try (IValue tables = IValue.listFrom(arrays);
                IValue type = IValue.from(ForeignTensors.scalarType(precision))) {
            return script.call("convert", tables, type);
        }
    }
}
