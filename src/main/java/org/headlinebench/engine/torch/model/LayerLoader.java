package org.headlinebench.engine.torch.model;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.linear.LinearLoader;
import org.headlinebench.engine.torch.linear.LinearRows;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.linear.Staging;
import org.headlinebench.engine.torch.linear.TensorTypes;
import org.headlinebench.engine.torch.linear.WeightList;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.ModuleNames;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/** Appends the modules of a layer to a program's list in the order of {@code decoder.torchscript}. */
final class LayerLoader {
    private final WeightFile file;
    private final ModuleNames names;
    private final Function<LinearLoader, RowSources> rows;
    private final Function<String, Optional<float[]>> changedNorms;
    private final WeightList weights;
    private final Script script;
    private final ForeignTensors tensors;
    private final Staging staging;
    private final Precision precision;

    /**
     * @param rows         where a kind of linear layer takes its rows from
     * @param changedNorms weights of a norm into which something has been folded; absent: the file's
     */
    LayerLoader(WeightFile file, Function<LinearLoader, RowSources> rows,
            Function<String, Optional<float[]>> changedNorms, WeightList weights, Script script,
            ForeignTensors tensors, Staging staging, Precision precision) {
        this.file = file;
        this.names = file.configuration().family().modules();
        this.rows = rows;
        this.changedNorms = changedNorms;
        this.weights = weights;
        this.script = script;
        this.tensors = tensors;
        this.staging = staging;
        this.precision = precision;
    }

    /** @return the layer's bytes */
    long layer(int layer, LinearLoader linears) {
        String prefix = names.layer(layer);
        long bytes = norm(prefix + names.attentionNorm());
        bytes += linear(linears, of(prefix, names.attentionInputs()));
        bytes += linear(linears, prefix + names.attentionOutput());
        bytes += norm(prefix + names.mlpNorm());
        bytes += mlpInputs(linears, of(prefix, names.mlpInputs()));
        return bytes + linear(linears, prefix + names.mlpOutput());
    }

    /** Weight and, where it has one, bias of a norm. */
    long norm(String name) {
        weights.append("add_nothing", new IValue[0]);
        vector(name + ".weight");
        if (file.names().contains(name + ".bias")) {
            vector(name + ".bias");
        }
        return weights.newestBytes();
    }

    long linear(LinearLoader loader, String... modules) {
        return loader.load(LinearRows.of(rows.apply(loader), file, List.of(modules)));
    }

    private static String[] of(String prefix, List<String> modules) {
        return modules.stream().map(module -> prefix + module).toArray(String[]::new);
    }

    /** Two places in the list, whether there are two matrices, one, or both in one. */
    private long mlpInputs(LinearLoader linears, String... modules) {
        if (modules.length == 1 || linears.joinsGateAndUp()) {
            long bytes = linear(linears, modules);
            weights.append("add_nothing", new IValue[0]);
            return bytes;
        }
        long bytes = 0;
        for (String module : modules) {
            bytes += linear(linears, module);
        }
        return bytes;
    }

    private void vector(String name) {
        TensorEntry entry = file.tensor(name);
        TensorType type = TensorTypes.of(precision);
        MemorySegment memory = staging.of(type.bytes(entry.weights()));
        changedNorms.apply(name)
                .ifPresentOrElse(changed -> FloatNumbers.write(changed, changed.length, type, memory),
                        () -> entry.readInto(type, memory));
        try (PtNDArray vector = tensors.over(memory, precision, script.manager(), entry.rows());
                IValue value = IValue.from(vector)) {
            weights.extend("extend_copy", value);
        }
    }
}
