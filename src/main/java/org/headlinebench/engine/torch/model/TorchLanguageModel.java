package org.headlinebench.engine.torch.model;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.engine.Proposal;
import org.headlinebench.engine.Replays;
import org.headlinebench.engine.StreamedLayers;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.cache.Caches;
import org.headlinebench.engine.torch.calibrate.CalibrationText;
import org.headlinebench.engine.torch.cuda.RecordedSteps;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Execution;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFile;

/** A decoder model on one device, computed by a TorchScript program that is put together from its stack. */
public final class TorchLanguageModel implements LanguageModel {
    /** Positions that {@code decoder.torchscript} may add to a sequence so that few lengths occur. */
    private static final int PADDING = 16;
    private static final int POSITION_BLOCK = 64;

    private final WeightFile file;
    private final ModelConfiguration model;
    private final Script script;
    private final Arena memory;
    private final Stack stack;
    private final int contextTokens;
    private final IValue weights;
    private final IValue rotary;
    private final IValue shape;
    private final IValue epsilon;
    private final Caches caches;
    private final Optional<LayerStream> stream;
    private final Optional<RecordedSteps> steps;
    private final ModelFacts facts;

    /**
     * Loads a model onto the CPU.
     *
     * @param file          its opened weights; owned and closed by the model from now on
     * @param contextTokens the longest sequence that will be asked for
     * @param watch         is told about each layer, and may give up
     */
    public static TorchLanguageModel load(WeightFile file, Stack stack, int contextTokens, LoadWatch watch) {
        return load(file, DeviceId.CPU, stack, contextTokens, Optional.empty(), watch);
    }

    /**
     * Loads a model, for a stack that may be calibrated.
     *
     * @param device      where weights and caches lie and everything is computed
     * @param calibration text; needed where the stack's quantization looks at activations
     */
    public static TorchLanguageModel load(WeightFile file, DeviceId device, Stack stack, int contextTokens,
            Optional<CalibrationText> calibration, LoadWatch watch) {
        return load(file, device, stack, contextTokens, calibration, watch, false);
    }

    /** As the others; a profiler sees which part of a step an operator belongs to. */
    public static TorchLanguageModel loadMarked(WeightFile file, DeviceId device, Stack stack, int contextTokens,
            LoadWatch watch) {
        return load(file, device, stack, contextTokens, Optional.empty(), watch, true);
    }

    private static TorchLanguageModel load(WeightFile file, DeviceId device, Stack stack, int contextTokens,
            Optional<CalibrationText> calibration, LoadWatch watch, boolean marked) {
        long start = System.nanoTime();
        ProgramParts parts = ProgramParts.of(file.configuration().family(), stack, device.kind());
        Script script = Script.load(device, parts.resources(), marked);
        Arena memory = Arena.ofShared();
        try {
            return new TorchLanguageModel(file, script, memory, parts, stack, contextTokens, calibration, watch, start);
        } catch (RuntimeException | Error e) {
            script.close();
            memory.close();
            throw e;
        }
    }

    private TorchLanguageModel(WeightFile file, Script script, Arena memory, ProgramParts parts, Stack stack,
            int contextTokens, Optional<CalibrationText> calibration, LoadWatch watch, long start) {
        this.file = file;
        this.script = script;
        this.memory = memory;
        this.stack = stack;
        this.contextTokens = contextTokens;
        model = stack.rope().appliedTo(file.configuration());
        var tensors = new ForeignTensors(Torch.libraryFolder());
        var loader = new WeightLoader(file, stack, calibration, script, tensors, memory, watch);
        try (loader) {
            weights = loader.load();
        }
        rotary = model.family().modules().positions().isPresent()
                ? script.call("no_tensors")
                : RotaryTable.of(model, contextTokens, contextTokens + PADDING,
                        stack.rope().logn()
                                ? OptionalInt.of(stack.rope().trained(file.configuration()))
                                : OptionalInt.empty(),
                        stack.precision(), script);
        shape = IValue.listFrom(model.layers(), model.attentionHeads(), model.keyValueHeads(), model.headSize(),
                model.slidingWindow().orElse(0));
        epsilon = IValue.from(model.normEpsilon());
        caches = new Caches(script, stack.cache(), shape, stack.precision());
        int onHost = stack.placement().layersOnHost();
        stream = onHost == 0
                ? Optional.empty()
                : Optional.of(new LayerStream(file, script, tensors, stack.precision(), onHost));
        steps = stack.execution() == Execution.CUDA_GRAPH
                ? Optional.of(new RecordedSteps(script, caches, List.of(weights, rotary, shape, epsilon),
                        positions(stack.cache())))
                : Optional.empty();
        facts = new ModelFacts(model.parameterCount().total(), loader.weightsBytes(), loader.scalesBytes(),
                loader.readBytes(), loader.headCopyBytes(),
                loader.mappedBytes(), loader.bytesByType(), loader.quantizedModules(), loader.repackedModules(),
                loader.sparsity(), loader.calibrationFacts(),
                stack.precision().word(), parts.kernels(),
                ProgramParts.attentionKernel(stack.attention(), script.device().kind()),
                stack.cache().choice().text(),
                model.family().modules().positions().isPresent()
                        ? "learned"
                        : "rotary, " + model.ropeScaling()
                                + (stack.rope().logn() ? ", queries scaled by logn" : ""),
                (System.nanoTime() - start) / 1e6);
    }

    @Override
    public ModelConfiguration configuration() {
        return model;
    }

    @Override
    public ModelFacts facts() {
        return facts;
    }

    @Override
    public Optional<StreamedLayers> streamed() {
        return stream.map(LayerStream::moved);
    }

    @Override
    public Optional<Replays> replays() {
        return steps.map(RecordedSteps::replays);
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public TokenSequence open(int capacityTokens, Decoding.Plain rule, long stream) {
        if (capacityTokens > contextTokens) {
            throw new IllegalArgumentException(capacityTokens + " tokens exceed the context of " + contextTokens);
        }
        return steps.isPresent()
                ? new TorchSequence(this, steps.get().take(), capacityTokens, rule, stream)
                : new TorchSequence(this, caches.open(capacityTokens), capacityTokens, rule, stream);
    }

    /** Recorded steps have caches of one size; in blocks of 64 positions, the attention kernels need no padding. */
    private int positions(Cache cache) {
        int enough = (contextTokens + POSITION_BLOCK - 1) / POSITION_BLOCK * POSITION_BLOCK;
        return cache instanceof Cache.Static(OptionalInt max) ? max.orElse(enough) : enough;
    }

    @Override
    public int[] nextOfEach(List<TokenSequence> sequences, List<int[]> tokens) {
        return TorchSequence.nextOfEach(this, sequences.stream().map(TorchSequence.class::cast).toList(), tokens);
    }

    @Override
    public List<int[]> verifyEach(List<TokenSequence> sequences, List<int[]> tokens, List<Proposal> proposals) {
        return TorchSequence.verifyEach(this, sequences.stream().map(TorchSequence.class::cast).toList(), tokens,
                proposals);
    }

    @Override
    public void close() {
        steps.ifPresent(RecordedSteps::close);
        caches.close();
        stream.ifPresent(LayerStream::close);
        List.of(weights, rotary, shape, epsilon).forEach(IValue::close);
        script.close();
        memory.close();
        file.close();
    }

    /** What runs a pass up to the last layer, where layers stay on the host. */
    Optional<LayerStream> stream() {
        return stream;
    }

    Stack stack() {
        return stack;
    }

    Script script() {
        return script;
    }

    IValue weights() {
        return weights;
    }

    IValue rotary() {
        return rotary;
    }

    IValue shape() {
        return shape;
    }

    IValue epsilon() {
        return epsilon;
    }
}
