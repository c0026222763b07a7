package org.headlinebench.engine.torch.model;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.CalibrationFacts;
import org.headlinebench.engine.ModuleSparsity;
import org.headlinebench.engine.torch.calibrate.CalibratedWeights;
import org.headlinebench.engine.torch.calibrate.CalibrationText;
import org.headlinebench.engine.torch.calibrate.Calibrator;
import org.headlinebench.engine.torch.linear.FloatLinears;
import org.headlinebench.engine.torch.linear.LinearLoader;
import org.headlinebench.engine.torch.linear.LinearRows;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.linear.ShrunkLinears;
import org.headlinebench.engine.torch.linear.Staging;
import org.headlinebench.engine.torch.linear.TensorTypes;
import org.headlinebench.engine.torch.linear.WeightList;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.memory.MappedPages;
import org.headlinebench.engine.torch.prune.PrunedSources;
import org.headlinebench.engine.torch.quantize.QuantizedLinears;
import org.headlinebench.engine.torch.quantize.Quantizer;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.FloatNumbers;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModuleNames;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/**
 * Brings a model's weights from their mapped file into the list that the program computes with, one module at a time: a
 * module passes through a staging buffer, and its pages of the file are given back, so that memory never holds the model
 * twice. Layers that stay on the host are left to {@link LayerStream}. How linear layers are brought in is a {@link LinearLoader}'s. On a CPU, an embedding that is stored in the wanted type
 * stays in the mapped file.
 */
final class WeightLoader implements AutoCloseable {
    private static final long ALIGNMENT_BYTES = 64;

    private final WeightFile file;
    private final ModelConfiguration shape;
    private final ModuleNames names;
    private final Stack stack;
    private final Precision precision;
    private final TensorType type;
    private final Script script;
    private final ForeignTensors tensors;
    private final Arena embeddingMemory;
    private final LoadWatch watch;
    private final Staging staging = new Staging();
    private final WeightList weights;
    private final FloatLinears floats;
    private final Optional<QuantizedLinears> quantized;
    private final RowSources stored;
    private final PrunedSources sources;
    private final Optional<CalibratedWeights> calibrated;
    private final LayerLoader layers;
    private final int onHost;
    private final Ends ends;
    private long weightsBytes;
    private long mappedBytes;
    private long headCopyBytes;
    private long positionBytes;
    private double calibratedError;
    private double roundedError;
    private final List<String> calibrationLines = new ArrayList<>();

    WeightLoader(WeightFile file, Stack stack, Optional<CalibrationText> text, Script script, ForeignTensors tensors,
            Arena embeddingMemory, LoadWatch watch) {
        this(file, Ends.BOTH, stack, text, script, tensors, embeddingMemory, watch);
    }

    /** @param ends what of embedding and head the file's part of a model has */
    WeightLoader(WeightFile file, Ends ends, Stack stack, Optional<CalibrationText> text, Script script,
            ForeignTensors tensors, Arena embeddingMemory, LoadWatch watch) {
        this.ends = ends;
        this.file = file;
        this.shape = file.configuration();
        this.names = shape.family().modules();
        this.stack = stack;
        this.precision = stack.precision();
        this.type = TensorTypes.of(precision);
        this.script = script;
        this.tensors = tensors;
        this.embeddingMemory = embeddingMemory;
        this.watch = watch;
        this.weights = new WeightList(script);
        this.quantized = Quantizer.of(stack.quantize(), precision, script.device().kind())
                .map(quantizer -> new QuantizedLinears(weights, script, tensors, staging, precision, stack.quantize(),
                        quantizer, stack.prune().shrinks()));
        this.floats = new FloatLinears(weights, script, tensors, staging, precision, floatMethod());
        this.stored = RowSources.stored(file);
        this.sources = new PrunedSources(stack.prune(), shape, stored, stack.quantize().block(),
                source -> quantized.map(loader -> loader.decoded(source)).orElse(source));
        this.calibrated = stack.quantize().isCalibrated()
                ? Optional.of(calibrated(text.orElseThrow(() -> new UserError(
                        stack.quantize().choice().word() + " needs text to be calibrated with.",
                        "Give a file of text with --calibration."))))
                : Optional.empty();
        this.layers = new LayerLoader(file, this::rows, this::changedNorm, weights, script, tensors, staging,
                precision);
        this.onHost = stack.placement().layersOnHost();
    }

    /**
     * Loads the modules in the order of {@code decoder.torchscript} and returns the program's list. Where layers stay on
     * the host, its last entry is free for what {@code placement/streamed.torchscript} keeps there.
     */
    IValue load() {
        ends();
        LinearLoader linears = quantized.<LinearLoader>map(loader -> loader)
                .orElse(stack.prune().shrinks()
                        ? new ShrunkLinears(weights, script, tensors, staging, precision)
                        : floats);
        for (int layer = 0; layer < shape.layers() - onHost; layer++) {
            watch.loaded(layer, shape.layers());
            weightsBytes += layers.layer(layer, linears);
        }
        if (onHost > 0) {
            weights.append("add_nothing", new IValue[0]);
        }
        return weights.value();
    }

    private void ends() {
        try (Arena temporary = Arena.ofConfined()) {
            Optional<PtNDArray> table = ends.embeds() || shape.tiedEmbedding() && ends.ends()
                    ? Optional.of(table(ends.embeds() ? embeddingMemory : temporary))
                    : Optional.empty();
            try {
                table.filter(_ -> ends.embeds()).ifPresentOrElse(this::embed, this::leaveOut);
                if (ends.ends()) {
                    weightsBytes += layers.norm(names.root() + names.norm());
                    head(table);
                } else {
                    leaveOut();
                    leaveOut();
                }
            } finally {
                table.ifPresent(PtNDArray::close);
            }
        }
    }

    private void leaveOut() {
        weights.append("add_nothing", new IValue[0]);
    }

    /** Whether the head is another form of the embedding, which counts once. */
    private boolean sharesHead() {
        return shape.tiedEmbedding() && ends.embeds() && ends.ends();
    }

    long weightsBytes() {
        return weightsBytes;
    }

    long scalesBytes() {
        return quantized.map(QuantizedLinears::scaleBytes).orElse(0L)
                - (sharesHead() && stack.quantize().quantizesHead()
                        ? stack.quantize().scaleBytes(shape.vocabularySize(), shape.hiddenSize())
                        : 0);
    }

    long readBytes() {
        long embedding = type.bytes((long) shape.vocabularySize() * shape.hiddenSize());
        long streamed = onHost * type.bytes(shape.parameterCount().layer());
        long tiedHead = headCopyBytes > 0 ? headCopyBytes : embedding;
        return weightsBytes + streamed - (ends.embeds() ? embedding : 0) - positionBytes
                + (sharesHead() ? tiedHead : 0);
    }

    long mappedBytes() {
        return mappedBytes;
    }

    long headCopyBytes() {
        return headCopyBytes;
    }

    Map<String, Long> bytesByType() {
        return weights.bytesByType();
    }

    List<ModuleSparsity> sparsity() {
        return sources.sparsity();
    }

    int quantizedModules() {
        return quantized.map(QuantizedLinears::modules).orElse(0);
    }

    int repackedModules() {
        return calibrated.isPresent() ? 0 : quantized.map(QuantizedLinears::repackedModules).orElse(0);
    }

    CalibrationFacts calibrationFacts() {
        return calibrated.isEmpty()
                ? CalibrationFacts.NONE
                : new CalibrationFacts(calibrationLines,
                        quantized.map(QuantizedLinears::repackedModules).orElse(0), calibratedError, roundedError);
    }

    @Override
    public void close() {
        staging.close();
        calibrated.ifPresent(CalibratedWeights::close);
    }

    private CalibratedWeights calibrated(CalibrationText text) {
        var calibrator = new Calibrator(stack.quantize(), stack.prune(), file, sources, text);
        long start = System.nanoTime();
        Optional<CalibratedWeights> kept = calibrator.kept();
        CalibratedWeights found = kept.orElseGet(() -> calibrator.calibrate(
                (positions, program) -> RotaryTable.of(shape, positions, Precision.FLOAT32, program),
                layer -> watch.calibrated(layer, shape.layers())));
        if (kept.isPresent()) {
            // What pruning did is known when the modules were read, which calibration did not need this time.
            sources.changed().forEach(this::readThrough);
        }
        calibrationLines.add("calibration on " + text.texts().size() + " texts, " + text.tokens() + " tokens, of "
                + text.source());
        calibrationLines.add(kept.isPresent()
                ? "calibration taken from the application folder"
                : String.format(Locale.ROOT, "calibration computed in %.1f s", (System.nanoTime() - start) / 1e9));
        calibrationLines.addAll(found.facts());
        calibratedError = found.errors().stream().mapToDouble(CalibratedWeights.OutputError::calibrated).sum();
        roundedError = found.errors().stream().mapToDouble(CalibratedWeights.OutputError::rounded).sum();
        return found;
    }

    private RowSources rows(LinearLoader loader) {
        return calibrated.isPresent() && loader != floats ? calibrated.get() : sources;
    }

    private Optional<float[]> changedNorm(String name) {
        return calibrated.flatMap(found -> found.norm(name));
    }

    private void readThrough(RowSource module) {
        long step = Math.max(1, (1 << 18) / module.columns());
        for (long from = 0; from < module.rows(); from += step) {
            long count = Math.min(step, module.rows() - from);
            module.read(TensorType.F32, staging.of(TensorType.F32.bytes(count * module.columns())), from, count);
        }
        module.release();
    }

    private void embed(PtNDArray table) {
        weightsBytes += weights.append("add", table);
        names.positions().ifPresent(positions -> positions(file.tensor(names.root() + positions + ".weight")));
    }

    private PtNDArray table(Arena arena) {
        TensorEntry entry = file.tensor(names.embedding() + ".weight");
        long bytes = type.bytes(entry.weights());
        boolean stays = script.device().kind() == DeviceKind.CPU;
        MemorySegment memory;
        if (entry.isDirect(type)) {
            memory = entry.bytes();
            mappedBytes += stays && ends.embeds() ? bytes : 0;
        } else {
            memory = stays || !ends.embeds() ? arena.allocate(bytes, ALIGNMENT_BYTES) : staging.of(bytes);
            entry.readInto(type, memory);
            MappedPages.release(entry.bytes());
        }
        return tensors.over(memory, precision, script.manager(), entry.rows(), entry.columns());
    }

    private void head(Optional<PtNDArray> embedding) {
        if (stack.quantize().quantizesHead()) {
            long bytes = quantized.orElseThrow()
                    .loadHead(LinearRows.of(stored, file,
                            List.of(shape.tiedEmbedding() ? names.embedding() : names.head())));
            countHead(bytes);
        } else if (!shape.tiedEmbedding()) {
            weightsBytes += layers.linear(floats, names.head());
        } else if (ends.embeds() && !ProgramParts.packsFloats(precision, script.device().kind())) {
            weights.appendShared(0);
        } else {
            countHead(weights.append(floatMethod(), embedding.orElseThrow()));
        }
    }

    private void countHead(long bytes) {
        weightsBytes += sharesHead() ? 0 : bytes;
        headCopyBytes = sharesHead() ? bytes : 0;
    }

    /** Where the layers are quantized or have shrunk, only the head is a float matrix, and has a method of its own. */
    private String floatMethod() {
        return quantized.isPresent() || stack.prune().shrinks() ? "add_head" : "add_linear";
    }

    private void positions(TensorEntry entry) {
        MemorySegment memory = staging.of(type.bytes(entry.weights()));
        entry.readInto(type, memory);
        try (PtNDArray table = tensors.over(memory, precision, script.manager(), entry.rows(), entry.columns());
                IValue value = IValue.from(table)) {
            weights.extend("extend_copy", value);
        }
        positionBytes = type.bytes(entry.weights());
        weightsBytes += positionBytes;
    }
}
