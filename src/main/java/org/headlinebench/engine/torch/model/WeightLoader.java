package org.headlinebench.engine.torch.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.memory.MappedPages;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/**
 * Brings a model's weights from their mapped file into the list that the program computes with, one module at a time: a
 * module is read into a staging buffer, handed over, and its pages of the file are given back, so that memory never
 * holds the model twice. An embedding that is stored in the wanted type stays in the mapped file.
 */
final class WeightLoader {
    private static final long ALIGNMENT_BYTES = 64;

    private final WeightFile file;
    private final ModelConfiguration shape;
    private final Precision precision;
    private final TensorType type;
    private final Script script;
    private final ForeignTensors tensors;
    private final Arena embeddingMemory;
    private final IValue weights;
    private final LoadWatch watch;
    private long weightsBytes;
    private long mappedBytes;
    private long headCopyBytes;
    private MemorySegment staging;

    WeightLoader(WeightFile file, Precision precision, Script script, ForeignTensors tensors, Arena embeddingMemory,
            LoadWatch watch) {
        this.file = file;
        this.shape = file.configuration();
        this.precision = precision;
        this.type = typeOf(precision);
        this.script = script;
        this.tensors = tensors;
        this.embeddingMemory = embeddingMemory;
        this.watch = watch;
        this.weights = script.call("weights");
    }

    /** Loads all modules in the order of {@code family/llama.torchscript} and returns the program's list. */
    IValue load(boolean packsWeights) {
        try (Arena arena = Arena.ofConfined()) {
            staging = arena.allocate(largestModuleBytes(), ALIGNMENT_BYTES);
            PtNDArray embedding = embedding();
            vector("model.norm.weight");
            head(embedding, packsWeights);
            for (int layer = 0; layer < shape.layers(); layer++) {
                watch.loaded(layer, shape.layers());
                layer("model.layers." + layer + ".");
            }
            embedding.close();
            staging = null;
        }
        return weights;
    }

    long weightsBytes() {
        return weightsBytes;
    }

    long mappedBytes() {
        return mappedBytes;
    }

    long headCopyBytes() {
        return headCopyBytes;
    }

    private void layer(String prefix) {
        vector(prefix + "input_layernorm.weight");
        String attention = prefix + "self_attn.";
        linear(List.of(attention + "q_proj", attention + "k_proj", attention + "v_proj"));
        linear(List.of(attention + "o_proj"));
        vector(prefix + "post_attention_layernorm.weight");
        linear(List.of(prefix + "mlp.gate_proj"));
        linear(List.of(prefix + "mlp.up_proj"));
        linear(List.of(prefix + "mlp.down_proj"));
    }

    private PtNDArray embedding() {
        TensorEntry entry = file.tensor("model.embed_tokens.weight");
        long bytes = type.bytes(entry.weights());
        MemorySegment memory;
        if (entry.isDirect(type)) {
            memory = entry.bytes();
            mappedBytes += bytes;
        } else {
            memory = embeddingMemory.allocate(bytes, ALIGNMENT_BYTES);
            entry.readInto(type, memory);
            MappedPages.release(entry.bytes());
        }
        weightsBytes += bytes;
        PtNDArray table = tensors.over(memory, precision, script.manager(), entry.rows(), entry.columns());
        call("add", table);
        return table;
    }

    private void head(PtNDArray embedding, boolean packsWeights) {
        if (!shape.tiedEmbedding()) {
            linear(List.of("lm_head"));
        } else if (packsWeights) {
            headCopyBytes = type.bytes((long) shape.vocabularySize() * shape.hiddenSize());
            call("add_linear", embedding);
        } else {
            call("add", embedding);
        }
    }

    private void vector(String name) {
        TensorEntry entry = file.tensor(name);
        entry.readInto(type, staging);
        weightsBytes += type.bytes(entry.weights());
        try (PtNDArray vector = tensors.over(staging, precision, script.manager(), entry.rows())) {
            call("add_copy", vector);
        }
    }

    /** One matrix of the rows of all modules, one below the other, with the bias where the modules have one. */
    private void linear(List<String> modules) {
        long rows = 0;
        long columns = 0;
        for (String module : modules) {
            TensorEntry entry = file.tensor(module + ".weight");
            columns = entry.columns();
            entry.readInto(type, staging.asSlice(type.bytes(rows * columns)));
            MappedPages.release(entry.bytes());
            rows += entry.rows();
        }
        weightsBytes += type.bytes(rows * columns);
        try (PtNDArray matrix = tensors.over(staging, precision, script.manager(), rows, columns)) {
            if (!file.names().contains(modules.getFirst() + ".bias")) {
                call("add_linear", matrix);
                return;
            }
            MemorySegment below = staging.asSlice(roundUp(type.bytes(rows * columns)));
            long length = 0;
            for (String module : modules) {
                TensorEntry entry = file.tensor(module + ".bias");
                entry.readInto(type, below.asSlice(type.bytes(length)));
                length += entry.rows();
            }
            weightsBytes += type.bytes(length);
            try (PtNDArray bias = tensors.over(below, precision, script.manager(), length)) {
                call("add_linear_bias", matrix, bias);
            }
        }
    }

    private void call(String method, PtNDArray... arguments) {
        IValue[] values = new IValue[arguments.length + 1];
        values[0] = weights;
        for (int i = 0; i < arguments.length; i++) {
            values[i + 1] = IValue.from(arguments[i]);
        }
        try {
            script.call(method, values).close();
        } finally {
            for (int i = 1; i < values.length; i++) {
                values[i].close();
            }
        }
    }

    private long largestModuleBytes() {
        long attentionRows = shape.querySize() + 2L * shape.keyValueSize();
        long layer = Math.max(attentionRows, shape.intermediateSize())
                * Math.max(shape.hiddenSize(), shape.querySize());
        long head = shape.tiedEmbedding() ? 0 : (long) shape.vocabularySize() * shape.hiddenSize();
        long bias = attentionRows + shape.hiddenSize() + shape.intermediateSize();
        return roundUp(type.bytes(Math.max(layer, head))) + roundUp(type.bytes(bias)) + ALIGNMENT_BYTES;
    }

    private static long roundUp(long bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }

    private static TensorType typeOf(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> TensorType.F32;
            case BFLOAT16 -> TensorType.BF16;
            case FLOAT16 -> TensorType.F16;
        };
    }
}
