package org.headlinebench.engine.torch.calibrate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.pytorch.engine.PtNDArray;

import org.headlinebench.engine.torch.calibrate.CalibrationFile.Slot;
import org.headlinebench.engine.torch.linear.CodeGrid;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/** Writes modules as they are found, so that no more than one of them is held. */
final class ResultWriter implements AutoCloseable {
    private final CalibrationFile file;

    ResultWriter(Path path, Quantize quantize, CodeGrid grid, ModelConfiguration model) throws IOException {
        file = new CalibrationFile(path, slots(quantize, grid, model));
    }

    /**
     * Stores a module.
     *
     * @param result  codes, scales and zeros as the program gives them
     * @param error   of its outputs
     * @param rounded that of rounding to nearest
     */
    void module(String name, List<PtNDArray> result, double error, double rounded) {
        file.write(name + ".codes", result.get(0).toByteArray());
        file.write(name + ".scales", result.get(1).toFloatArray());
        file.write(name + ".zeros", result.get(2).toFloatArray());
        var both = ByteBuffer.allocate(2 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.write(name + ".errors", both.putDouble(error).putDouble(rounded).array());
    }

    void norm(String name, PtNDArray weights) {
        file.write(name, floats(weights));
    }

    void finish() throws IOException {
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static float[] floats(PtNDArray numbers) {
        double[] wide = numbers.toDoubleArray();
        var floats = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            floats[i] = (float) wide[i];
        }
        return floats;
    }

    private static Map<String, Slot> slots(Quantize quantize, CodeGrid grid, ModelConfiguration model) {
        var slots = new LinkedHashMap<String, Slot>();
        for (LinearModule module : model.linearModules()) {
            long[] groups = {module.rows(), grid.groups(module.columns())};
            slots.put(module.name() + ".errors", new Slot("F64", new long[]{2}, Double.BYTES));
            slots.put(module.name() + ".scales", new Slot("F32", groups, Float.BYTES));
            slots.put(module.name() + ".zeros", new Slot("F32", groups, Float.BYTES));
            slots.put(module.name() + ".codes",
                    new Slot("U8", new long[]{module.rows(), (long) module.columns() * grid.bits() / 8}, 1));
        }
        for (int layer = 0; quantize instanceof Quantize.Awq && layer < model.layers(); layer++) {
            for (String norm : List.of("input_layernorm.weight", "post_attention_layernorm.weight")) {
                slots.put("model.layers." + layer + "." + norm,
                        new Slot("F32", new long[]{model.hiddenSize()}, Float.BYTES));
            }
        }
        return slots;
    }
}
