package org.headlinebench.engine.torch.linear;

import java.util.List;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.script.Script;

/** A program of linear layers alone, for tests: weights go in as float32, products come out as float32. */
public final class LinearProgram implements AutoCloseable {
    private static final long BFLOAT16 = 15;
    private static final long FLOAT32 = 6;
    private final Script script;

    /** @param parts TorchScript texts beside {@code weights} */
    public LinearProgram(String... parts) {
        var all = new java.util.ArrayList<>(List.of("weights"));
        all.addAll(List.of(parts));
        all.addAll(List.of("kernel/int4_cpu", "kernel/int8", "kernel/int_mm_cpu"));
        script = Script.load(DeviceId.CPU, all);
    }

    public Script script() {
        return script;
    }

    /** A tensor of the program's own memory, which the caller closes. */
    public IValue tensor(float[] values, long type, long... shape) {
        try (PtNDArray array = (PtNDArray) script.manager().create(values, new Shape(shape));
                IValue list = IValue.listFrom(array);
                IValue wanted = IValue.from(type);
                IValue copies = script.call("convert", list, wanted);
                PtNDArray copy = copies.toTensorArray(script.manager())[0]) {
            return IValue.from(copy);
        }
    }

    /** {@code linear} of one module for bfloat16 rows of x, as float32 [tokens, rows]. */
    public float[] product(IValue parts, float[] x, int tokens) {
        return product(parts, x, tokens, BFLOAT16);
    }

    /** The same for float32 rows. */
    public float[] wideProduct(IValue parts, float[] x, int tokens) {
        return product(parts, x, tokens, FLOAT32);
    }

    private float[] product(IValue parts, float[] x, int tokens, long type) {
        try (IValue rows = tensor(x, type, tokens, x.length / tokens);
                IValue y = script.call("linear", rows, parts);
                IValue wide = script.call("float32", y);
                PtNDArray array = wide.toTensor(script.manager())) {
            return array.toFloatArray();
        }
    }

    /** Every weight as the kernel sees it, rounded to bfloat16, [rows, columns]: the products with unit vectors. */
    public float[] weights(IValue parts, int rows, int columns) {
        var unit = new float[columns * columns];
        for (int i = 0; i < columns; i++) {
            unit[i * columns + i] = 1;
        }
        float[] transposed = product(parts, unit, columns);
        var weights = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                weights[row * columns + column] = transposed[column * rows + row];
            }
        }
        return weights;
    }

    @Override
    public void close() {
        script.close();
    }
}
