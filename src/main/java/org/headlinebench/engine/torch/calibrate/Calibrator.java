package org.headlinebench.engine.torch.calibrate;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.linear.CodeGrid;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.memory.MappedPages;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/**
 * Finds the codes of a calibrated quantization: the calibration text passes through the model in float32, layer by layer.
 * No more than one layer's weights are held. A result is kept under the checksum of all that it depends on.
 */
public final class Calibrator {
    private final Quantize quantize;
    private final Prune prune;
    private final WeightFile file;
    private final ModelConfiguration model;
    private final RowSources sources;
    private final CalibrationText text;
    private final CodeGrid grid;

    /** Makes the program's two tables of rotary cosines and sines, float32 [positions, 1, headSize]. */
    @FunctionalInterface
    public interface Rotary {
        IValue tables(int positions, Script script);
    }

    /** @param sources the modules as they are after pruning; each is read once, from its first row to its last */
    public Calibrator(Quantize quantize, Prune prune, WeightFile file, RowSources sources, CalibrationText text) {
        this.quantize = quantize;
        this.prune = prune;
        this.file = file;
        this.model = file.configuration();
        this.sources = sources;
        this.text = text;
        this.grid = switch (quantize.packed()) {
            case Quantize.Int4(int group, _) -> new CodeGrid(4, group);
            case Quantize.Int8 _ -> new CodeGrid(8, 0);
            case Quantize.None _,Quantize.Int8Dynamic _,Quantize.Few _,Quantize.Int4Dynamic _,Quantize.Float4 _,Quantize.Gptq _,Quantize.Awq _,Quantize.Stored _ ->
                throw new IllegalArgumentException(quantize.choice().text() + " is not calibrated");
        };
    }

    /** A result that was kept; absent where there is none, or none that is whole. */
    public Optional<CalibratedWeights> kept() {
        try {
            return text.folder().isEmpty() ? Optional.empty() : CalibratedWeights.open(place(), grid, model);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Calibrates.
     *
     * @param layers is told about each layer, from 0, before it begins; may end it by throwing
     */
    public CalibratedWeights calibrate(Rotary rotary, IntConsumer layers) {
        try {
            Path path = text.folder().isPresent() ? place() : Files.createTempFile("headline-bench-", ".safetensors");
            try (var results = new ResultWriter(path, quantize, grid, model)) {
                run(results, rotary, layers);
                results.finish();
            }
            return text.folder().isPresent()
                    ? CalibratedWeights.open(path, grid, model).orElseThrow()
                    : CalibratedWeights.openTemporary(path, grid, model);
        } catch (IOException | java.io.UncheckedIOException e) {
            throw unusable(e);
        }
    }

    private void run(ResultWriter results, Rotary rotary, IntConsumer layers) {
        var tensors = new ForeignTensors(Torch.libraryFolder());
        try (Script script = Script.load(DeviceId.CPU, List.of("weights", "calibrate/decoder", "calibrate/rounding",
                "calibrate/grid" + grid.bits(), "calibrate/gptq", "calibrate/awq"));
                IValue tables = rotary.tables(text.longest(), script);
                Arena memory = Arena.ofConfined();
                var outer = new TensorCalls(script)) {
            LayerMethod method = method(tables, results);
            PtNDArray x = embedded(tensors, outer, memory);
            for (int i = 0; i < model.layers(); i++) {
                layers.accept(i);
                try (Arena weights = Arena.ofConfined(); var inner = new TensorCalls(script)) {
                    PtNDArray next = method.layer(x, new DecoderLayer(i, file, sources, tensors, inner, weights), inner,
                            outer);
                    x.close();
                    x = next;
                }
            }
        }
    }

    private LayerMethod method(IValue tables, ResultWriter results) {
        var attention = new LayerMethod.Attention(tables,
                text.texts().stream().mapToLong(ids -> ids.length).toArray(),
                new long[]{model.attentionHeads(), model.keyValueHeads(), model.headSize(),
                    model.slidingWindow().orElse(0)},
                model.normEpsilon());
        return switch (quantize) {
            case Quantize.Gptq gptq -> new GptqLayers(gptq, pruned(), attention, results);
            // A bias of v would have to be divided as well; models that have one share key heads anyway.
            case Quantize.Awq awq -> new AwqLayers(awq,
                    model.attentionHeads() == model.keyValueHeads() && !model.attentionBias(), attention, results);
            case Quantize.None _,Quantize.Int8 _,Quantize.Int8Dynamic _,Quantize.Int4 _,Quantize.Few _,Quantize.Int4Dynamic _,Quantize.Float4 _,Quantize.Stored _ ->
                throw new IllegalStateException();
        };
    }

    private Set<String> pruned() {
        return prune instanceof Prune.None
                ? Set.of()
                : prune.selection().of(model).stream().map(LinearModule::name).collect(Collectors.toSet());
    }

    /** The embeddings of all tokens, read row by row: the table itself is not needed. */
    private PtNDArray embedded(ForeignTensors tensors, TensorCalls calls, Arena memory) {
        TensorEntry table = file.tensor("model.embed_tokens.weight");
        long rowBytes = TensorType.F32.bytes(table.columns());
        MemorySegment rows = memory.allocate(text.tokens() * rowBytes, 64);
        long at = 0;
        for (int[] ids : text.texts()) {
            for (int id : ids) {
                table.readInto(TensorType.F32, rows.asSlice(at * rowBytes, rowBytes), id, 1);
                at++;
            }
        }
        MappedPages.release(table.bytes());
        if (!Float.isFinite(rows.getAtIndex(JAVA_FLOAT, 0))) {
            throw new UserError("The model's embedding holds numbers that are not finite.", "Fetch the model again.");
        }
        return tensors.over(rows, Precision.FLOAT32, calls.scope(), at, table.columns());
    }

    private Path place() {
        return text.folder().orElseThrow().resolve(CalibrationKey.of(quantize, prune, text) + ".safetensors");
    }

    private UserError unusable(Exception e) {
        return new UserError("The calibration's result cannot be kept: " + e.getMessage() + ".",
                "Make room on the disk and check that the application folder is writable.", e);
    }
}
