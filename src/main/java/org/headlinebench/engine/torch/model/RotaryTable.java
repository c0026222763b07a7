package org.headlinebench.engine.torch.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Cosines and sines of the rotary position embedding (Su et al. 2021), each [positions, 1, headSize], computed in
 * float32 as transformers does and then rounded to the model's precision. The first half of each row of sines is negated,
 * so that rotating is {@code x * cosine + roll(x, half) * sine}.
 */
public final class RotaryTable {
    private RotaryTable() {}

    /** @return the program's list of the two tables */
    public static IValue of(ModelConfiguration shape, int positions, Precision precision, Script script) {
        float[] frequencies = shape.inverseFrequencies();
        int size = shape.headSize();
        float[] cosine = new float[positions * size];
        float[] sine = new float[positions * size];
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < size; i++) {
                float angle = position * frequencies[i % (size / 2)];
                cosine[position * size + i] = (float) Math.cos(angle);
                sine[position * size + i] = (float) (i < size / 2 ? -Math.sin(angle) : Math.sin(angle));
            }
        }
        PtNDManager manager = script.manager();
        Shape tableShape = new Shape(positions, 1, size);
        try (PtNDArray cosines = (PtNDArray) manager.create(cosine, tableShape);
                PtNDArray sines = (PtNDArray) manager.create(sine, tableShape);
                IValue tables = IValue.listFrom(cosines, sines);
                IValue type = IValue.from(ForeignTensors.scalarType(precision))) {
            return script.call("convert", tables, type);
        }
    }
}
