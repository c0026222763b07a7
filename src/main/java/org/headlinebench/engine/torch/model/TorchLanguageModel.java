package org.headlinebench.engine.torch.model;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.AllowedTokens;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.engine.PositionTable;
import org.headlinebench.engine.Proposal;
import org.headlinebench.engine.Replays;
import org.headlinebench.engine.StreamedLayers;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.cache.CacheSource;
import org.headlinebench.engine.torch.cache.Caches;
import org.headlinebench.engine.torch.calibrate.CalibrationText;
import org.headlinebench.engine.torch.cuda.FusedFormat;
import org.headlinebench.engine.torch.cuda.RecordedSteps;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.parallel.ShardedModel;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.RopeScaling;
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
    private final CacheSource caches;
    private final Optional<LayerStream> stream;
    private final Optional<RecordedSteps> steps;
    private final Optional<LogitsSource> logits;
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
        if (stack.topology().devices() > 1) {
            return ShardedModel.load(file, device, stack, contextTokens, watch);
        }
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
        rotary = rotary(model, file.configuration(), stack, contextTokens, script);
        shape = shape(model);
        epsilon = IValue.from(model.normEpsilon());
        caches = new Caches(script, stack.cache(), shape, stack.precision());
        int onHost = stack.placement().layersOnHost();
        stream = onHost == 0
                ? Optional.empty()
                : Optional.of(new LayerStream(file, script, tensors, stack.precision(), onHost));
        steps = switch (stack.execution()) {
            case EAGER -> Optional.empty();
            case CUDA_GRAPH -> Optional.of(RecordedSteps.scripted(script, caches,
                    List.of(weights, rotary, shape, epsilon), positions(stack.cache())));
            case FUSED -> Optional.of(RecordedSteps.fused(script, caches, weights, rotary,
                    FusedFormat.of(stack.quantize()).orElseThrow(), model, positions(stack.cache()),
                    tokensAtOnce(stack.decoding())));
        };
        facts = facts(loader, parts, model, stack, (System.nanoTime() - start) / 1e6);
        logits = Optional.empty();
    }

    private TorchLanguageModel(WeightFile file, LogitsSource source, Stack stack, int contextTokens,
            ModelFacts facts) {
        this.file = file;
        this.stack = stack;
        this.contextTokens = contextTokens;
        this.facts = facts;
        model = stack.rope().appliedTo(file.configuration());
        script = source.chooser();
        memory = Arena.ofShared();
        weights = source.weights();
        rotary = script.call("no_tensors");
        shape = shape(model);
        epsilon = IValue.from(model.normEpsilon());
        caches = source;
        stream = Optional.empty();
        steps = Optional.empty();
        logits = Optional.of(source);
    }

    /**
     * A model whose logits are computed by several programs.
     *
     * @param file   closed by the model from now on
     * @param source closed by the model from now on
     */
    public static TorchLanguageModel over(LogitsSource source, WeightFile file, Stack stack, int contextTokens,
            ModelFacts facts) {
        return new TorchLanguageModel(file, source, stack, contextTokens, facts);
    }

    static IValue shape(ModelConfiguration model) {
        return IValue.listFrom(model.layers(), model.attentionHeads(), model.keyValueHeads(), model.headSize(),
                model.slidingWindow().orElse(0));
    }

    /** @param model with its rotary frequencies stretched as the stack says, which trained has not */
    static IValue rotary(ModelConfiguration model, ModelConfiguration trained, Stack stack, int contextTokens,
            Script script) {
        return model.family().modules().positions().isPresent()
                ? script.call("no_tensors")
                : RotaryTable.of(model, contextTokens, contextTokens + PADDING,
                        stack.rope().logn() ? OptionalInt.of(stack.rope().trained(trained)) : OptionalInt.empty(),
                        stack.precision(), script);
    }

    static ModelFacts facts(WeightLoader loader, ProgramParts parts, ModelConfiguration model, Stack stack,
            double loadMillis) {
        return new ModelFacts(model.parameterCount().total(), loader.weightsBytes(), loader.scalesBytes(),
                loader.readBytes(), loader.headCopyBytes(), loader.mappedBytes(), loader.bytesByType(),
                loader.quantizedModules(), loader.repackedModules(), loader.sparsity(), loader.calibrationFacts(),
                stack.precision().word(), parts.kernels(), parts.attentionKernel(),
                stack.cache().choice().text(),
                model.family().modules().positions().isPresent()
                        ? "learned"
                        : "rotary" + (model.ropeScaling() instanceof RopeScaling.None
                                ? ""
                                : ", " + model.ropeScaling())
                                + (stack.rope().logn() ? ", queries scaled by logn" : ""),
                loadMillis);
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
    public Optional<PositionTable> positionTable() {
        return RotaryTable.seen(rotary, model.headSize(), script);
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

    /** Tokens of a verifying pass at most: the proposals behind the token that they follow. */
    private static int tokensAtOnce(Decoding decoding) {
        return switch (decoding) {
            case Decoding.Plain _ -> 1;
            case Decoding.Speculative speculative -> speculative.tokens() + 1;
            case Decoding.PromptLookup lookup -> lookup.tokens() + 1;
        };
    }

    /** Recorded steps have caches of one size; in blocks of 64 positions, the attention kernels need no padding. */
    private int positions(Cache cache) {
        int enough = (contextTokens + POSITION_BLOCK - 1) / POSITION_BLOCK * POSITION_BLOCK;
        return cache instanceof Cache.Static(OptionalInt max) ? max.orElse(enough) : enough;
    }

    @Override
    public int[] nextOfEach(List<TokenSequence> sequences, List<int[]> tokens, List<AllowedTokens> allowed) {
        return TorchSequence.nextOfEach(this, sequences.stream().map(TorchSequence.class::cast).toList(), tokens,
                allowed);
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

    @Override
    public Optional<ParallelUse> parallel() {
        return logits.map(LogitsSource::use);
    }

    /** What computes the logits of a pass before the program chooses tokens, where that is not the program itself. */
    Optional<LogitsSource> logits() {
        return logits;
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
