package org.headlinebench.optimization;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;

/** The one place that says what runs with what; asked before anything is loaded. */
public final class StackRules {
    /** Rows and columns come to the packed kernels of the CPU in blocks of 16. */
    private static final int BLOCK = 16;

    /** Families whose layers calibration passes text through. */
    private static final Set<ModelFamily> CALIBRATED_FAMILIES = EnumSet.of(ModelFamily.LLAMA, ModelFamily.MISTRAL,
            ModelFamily.QWEN2);

    private StackRules() {}

    /**
     * Accepts a stack or refuses it, whatever the model.
     *
     * @throws UserError with the reason and the nearest stack that runs
     */
    public static void check(Stack stack, DeviceKind device) {
        switch (device) {
            case CPU -> checkOnCpu(stack);
            case CUDA -> GpuRules.check(stack);
        }
        checkCache(stack);
        if (stack.prune().ranksQuantized() && stack.quantize() instanceof Quantize.None) {
            throw new UserError("order=quantize-first ranks quantized weights, but nothing is quantized.",
                    "Add a quantization, for example quantize=int8, or leave the order out.");
        }
        checkPrefix(stack);
        if (stack.quantize() instanceof Quantize.Stored && !(stack.prune() instanceof Prune.None)) {
            throw new UserError("quantize=stored runs the file's own codes; pruned weights have other ones.",
                    "Nearest stack that runs: " + stack.with(new Quantize.Int8(false)).text() + ".");
        }
        calibrationProblem(stack).ifPresent(problem -> {
            throw problem;
        });
        TopologyRules.check(stack);
    }

    private static void checkPrefix(Stack stack) {
        String word = "prefix=" + stack.prefix().word();
        if (stack.prefix() == Prefix.OFF) {
            return;
        }
        if (stack.cache() instanceof Cache.None) {
            throw new UserError(
                    word + " keeps keys and values of the prompts' beginning, and cache=none keeps none.",
                    nearest(stack.with(new Cache.Dynamic())));
        }
        if (stack.cache().layout() instanceof Cache.Sliding) {
            throw new UserError(
                    word + " goes back to the end of the prompts' beginning, and a sliding cache has forgotten tokens"
                            + " that it would need there.",
                    nearest(stack.with(new Cache.Dynamic())));
        }
        if (stack.prefix() == Prefix.TURNS && !(stack.batching() instanceof Batching.Single)) {
            throw new UserError(
                    word + " takes over what the turn before has computed; in a batch a conversation's turns would be"
                            + " written at the same time.",
                    "Nearest stacks that run: " + stack.with(new Batching.Single()).text() + " and "
                            + stack.with(Prefix.SHARED).text() + ".");
        }
    }

    private static void checkCache(Stack stack) {
        if (stack.cache().layout() instanceof Cache.Hybrid) {
            throw new UserError(
                    "'cache=hybrid' is for models in which some layers have a sliding window and others not,"
                            + " and no family that this version reads mixes them.",
                    nearest(stack.with(new Cache.Dynamic())));
        }
        if (!(stack.cache() instanceof Cache.Rounded(Cache layout, int bits, int group, int residual, Cache.Keys keys))
                || layout instanceof Cache.Dynamic) {
            return;
        }
        if (keys == Cache.Keys.CHANNEL) {
            throw new UserError("axis=channel gives " + group + " tokens in a row one scale; '" + layout.choice().word()
                    + "' keeps each token for itself.",
                    nearest(stack.with(new Cache.Rounded(layout, bits, group, residual, Cache.Keys.TOKEN))));
        }
        if (layout instanceof Cache.Paged && residual > 0) {
            throw new UserError("Blocks that sequences share hold all their tokens alike; residual=" + residual
                    + " would keep the newest ones as they are.",
                    nearest(stack.with(new Cache.Rounded(layout, bits, group, 0, keys))));
        }
    }

    private static void checkOnCpu(Stack stack) {
        if (stack.execution() != Execution.EAGER) {
            throw new UserError("'execution=" + stack.execution().word()
                    + "' records what is launched on a GPU; a CPU is called directly.",
                    nearest(stack.with(Execution.EAGER)));
        }
        if (stack.cache() instanceof Cache.Offloaded offloaded) {
            throw new UserError(
                    "'place=offloaded' moves the cache from the device into host memory, and on the CPU that is"
                            + " where it already is: nothing would be saved.",
                    nearest(stack.with(offloaded.layout() instanceof Cache.Hybrid
                            ? new Cache.Dynamic()
                            : offloaded.held())));
        }
        if (stack.attention() == Attention.MEMORY_EFFICIENT) {
            throw new UserError(
                    "'attention=memory-efficient' is a kernel for GPUs; libtorch has none of that name for the"
                            + " CPU. The CPU's kernel that never holds all scores is flash.",
                    nearest(stack.with(Attention.FLASH)));
        }
    }

    /** Pruning and quantizing take far longer than reading a layer; they would have to be done again for each pass. */
    private static void checkPlacement(Stack stack, ModelConfiguration model) {
        if (!(stack.placement() instanceof Placement.Offload)) {
            return;
        }
        if (!(stack.quantize() instanceof Quantize.None) || !(stack.prune() instanceof Prune.None)) {
            throw new UserError("Layers on the host are read from the model's file for each pass; pruning or quantizing"
                    + " them would have to be done again each time.",
                    nearest(stack.with(new Placement.Device())));
        }
        int onHost = stack.placement().layersOnHost();
        if (onHost > model.layers()) {
            throw new UserError("'" + stack.placement().choice().text() + "' asks for " + onHost
                    + " layers on the host, and this model has " + model.layers() + ".",
                    nearest(stack.with(new Placement.Offload(OptionalInt.of(model.layers())))));
        }
    }

    static String nearest(Stack stack) {
        return "Nearest stack that runs: " + stack.text() + ".";
    }

    /**
     * Accepts a stack for a model or refuses it.
     *
     * @throws UserError with the reason and the nearest stack that runs
     */
    public static void check(Stack stack, DeviceKind device, ModelConfiguration model) {
        check(stack, device);
        if (!(stack.prune() instanceof Prune.None)) {
            stack.prune().selection().of(model);
        }
        checkRope(stack, model);
        if (stack.quantize().isCalibrated() && !CALIBRATED_FAMILIES.contains(model.family())) {
            throw new UserError(stack.quantize().choice().word() + " cannot be calibrated on models of the family "
                    + model.family().name().toLowerCase(Locale.ROOT) + " in this version.",
                    "Nearest stack that runs: " + stack.with(stack.quantize().packed()).text() + ".");
        }
        checkPlacement(stack, model);
        GpuRules.check(stack, model);
        TopologyRules.check(stack, model);
        if (stack.cache() instanceof Cache.Rounded rounded) {
            checkGroups(stack, rounded, model.headSize());
        }
        quantizationProblem(stack.quantize(), model).ifPresent(problem -> {
            throw new UserError(problem, nearest(nearest(stack, model)));
        });
        ModelConfiguration part = model.part(stack.topology().shards(), model.layers());
        quantizationProblem(stack.quantize(), part).ifPresent(problem -> {
            throw new UserError(
                    "A shard of " + stack.topology().shards() + " has only its part of each matrix. " + problem,
                    nearest(nearest(stack, part)));
        });
    }

    /** A group lies within one head of one token, and each of a byte's codes in a part of the head of its own. */
    private static void checkGroups(Stack stack, Cache.Rounded cache, int headSize) {
        int codes = 8 / cache.bits();
        if (headSize % codes != 0) {
            throw new UserError("Codes of " + cache.bits() + " bits are packed " + codes
                    + " to a byte, and this model's heads have " + headSize + " channels.",
                    nearest(stack.with(
                            new Cache.Rounded(cache.layout(), 8, divisor(headSize, cache.group()), cache.residual(),
                                    cache.keys()))));
        }
        if (headSize % cache.group() != 0) {
            throw new UserError("Groups of " + cache.group() + " do not divide this model's heads of " + headSize
                    + " channels.",
                    nearest(stack.with(new Cache.Rounded(cache.layout(), cache.bits(), divisor(headSize, cache.group()),
                            cache.residual(), cache.keys()))));
        }
    }

    private static int divisor(int number, int most) {
        return IntStream.iterate(Math.min(number, most), group -> group - 1)
                .filter(group -> number % group == 0)
                .findFirst()
                .orElseThrow();
    }

    private static void checkRope(Stack stack, ModelConfiguration model) {
        Rope rope = stack.rope();
        String plain = "Nearest stack that runs: " + stack.with(Rope.AS_MODEL).text() + ".";
        if (rope.isAsModel()) {
            return;
        }
        if (model.family().modules().positions().isPresent()) {
            throw new UserError("This model's positions are learned, not rotary: there is nothing to stretch.", plain);
        }
        if (rope.appliedTo(model).maxPositions() <= rope.trained(model) && !(rope.kind() == Rope.Kind.LINEAR)) {
            throw new UserError(
                    "'rope=" + rope.choice().text() + "' changes nothing: no sequence can be longer than the "
                            + rope.trained(model) + " tokens of the training.",
                    "Give a factor above 1, or the length that the model was really trained for: original=N. " + plain);
        }
    }

    /**
     * Accepts a stack for the way in which a file stores its weights or refuses it.
     *
     * @throws UserError if the stack is to run stored codes and a linear layer is stored in floating point
     */
    public static void check(Stack stack, WeightFile file) {
        if (!(stack.quantize() instanceof Quantize.Stored)) {
            return;
        }
        for (LinearModule module : file.configuration().linearModules()) {
            TensorType type = file.tensor(module.name() + ".weight").type();
            if (type.isFloat()) {
                throw new UserError("quantize=stored runs the codes that a file stores, but " + module.name()
                        + " is stored in floating point (" + type + ").",
                        "Choose a quantized GGUF file, or quantize while loading: "
                                + stack.with(new Quantize.Int8(false)).text() + ".");
            }
        }
    }

    /**
     * Accepts a stack for a workload or refuses it.
     *
     * @param hasText whether there is text to calibrate with that is not evaluated
     * @throws UserError if the stack's quantization needs such text and there is none
     */
    public static void checkCalibration(Stack stack, boolean hasText) {
        if (stack.quantize().isCalibrated() && !hasText) {
            throw new UserError(stack.quantize().choice().word()
                    + " is calibrated on text that is not evaluated, but every row of the dataset is evaluated.",
                    "Evaluate fewer rows with --rows, or name a file of other text with --calibration; without "
                            + "calibration runs " + stack.with(stack.quantize().packed()).text() + ".");
        }
    }

    /**
     * Accepts a stack for the longest sequence of a workload with a model or refuses it.
     *
     * @param contextTokens prompt and output
     * @param model         of the file, nothing stretched
     * @throws UserError if no sequence is long enough for something of the stack to change anything
     */
    public static void checkContext(Stack stack, int contextTokens, ModelConfiguration model) {
        checkContext(stack, contextTokens);
        Rope rope = stack.rope();
        boolean onlyBeyond = rope.kind() == Rope.Kind.DYNAMIC_NTK || rope.kind() == Rope.Kind.MODEL && rope.logn();
        if (onlyBeyond && contextTokens <= rope.trained(model)) {
            throw new UserError("'rope=" + rope.choice().text() + "' changes sequences beyond the trained "
                    + rope.trained(model) + " tokens alone, and the longest of this workload has " + contextTokens
                    + ": nothing would change.",
                    "Use longer texts, or state the length that the model was really trained for: original=N. "
                            + nearest(stack.with(Rope.AS_MODEL)));
        }
    }

    /**
     * Accepts a stack for the longest sequence of a workload or refuses it.
     *
     * @param contextTokens prompt and output
     * @throws UserError if attention is to be split and no sequence is long enough
     */
    public static void checkContext(Stack stack, int contextTokens) {
        if (stack.attention() == Attention.FLASH_DECODING && contextTokens <= Attention.SPLIT + 1) {
            throw new UserError("'attention=flash-decoding' splits contexts of more than " + Attention.SPLIT
                    + " tokens, and the longest of this workload has " + contextTokens + ": nothing would be split.",
                    nearest(stack.with(Attention.SDPA)));
        }
    }

    /**
     * Accepts a stack for work that brings no text to calibrate with, or refuses it.
     *
     * @throws UserError if the stack's quantization is calibrated
     */
    public static void checkUncalibrated(Stack stack) {
        if (stack.quantize().isCalibrated()) {
            throw new UserError(stack.quantize().choice().word()
                    + " is calibrated for a run over articles; scoring and profiling have no text for that.",
                    "Nearest stack that runs: " + stack.with(stack.quantize().packed()).text() + ".");
        }
    }

    private static Optional<UserError> calibrationProblem(Stack stack) {
        String word = stack.quantize().choice().word();
        if (!stack.quantize().isCalibrated()) {
            return Optional.empty();
        }
        if (stack.prune().shrinks()) {
            return Optional.of(new UserError(word + " chooses its codes for whole matrices; it cannot follow "
                    + "l1-structured, which removes their rows or columns.",
                    "Nearest stack that runs: " + stack.with(stack.quantize().packed()).text() + "."));
        }
        if (stack.prune().ranksQuantized()) {
            return Optional.of(new UserError(
                    word + " makes the error of each weight good in the others; zeroing weights "
                            + "after it would undo that, so order=quantize-first does not go with it.",
                    "Nearest stack that runs: " + stack.with(stack.prune().pruneFirst()).text() + "."));
        }
        return Optional.empty();
    }

    private static Optional<String> quantizationProblem(Quantize quantize, ModelConfiguration model) {
        return switch (quantize.packed()) {
            case Quantize.None _ -> Optional.empty();
            case Quantize.Int8 _ -> misfit(model, quantize, 1, BLOCK);
            case Quantize.Int8Dynamic dynamic -> misfit(model, dynamic, 1, 1);
            case Quantize.Few(_, int group) -> misfit(model, quantize, 1, group);
            case Quantize.Int4Dynamic(int group) -> misfit(model, quantize, 1, group);
            case Quantize.Float4 float4 -> misfit(model, float4, 1, Quantize.FLOAT4_BLOCK);
            case Quantize.Int4 int4 -> misfit(model, quantize, BLOCK, int4.group());
            case Quantize.Stored _ -> misfit(model, quantize, BLOCK, Quantize.Stored.GROUP);
            case Quantize.Gptq _,Quantize.Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }

    private static Optional<String> misfit(ModelConfiguration model, Quantize quantize, int rows, int columns) {
        Stream<LinearModule> head = quantize.quantizesHead()
                ? Stream.of(LinearModule.head(model))
                : Stream.empty();
        return Stream.concat(model.linearModules().stream(), head)
                .filter(module -> module.rows() % rows != 0 || module.columns() % columns != 0)
                .findFirst()
                .map(module -> "'" + quantize.choice().text() + "' does not fit this model: " + module.name() + " has "
                        + (module.columns() % columns != 0
                                ? module.columns() + " columns, which are no multiple of " + columns
                                : module.rows() + " rows, which are no multiple of " + rows)
                        + ".");
    }

    private static Stack nearest(Stack stack, ModelConfiguration model) {
        boolean head = stack.quantize().quantizesHead();
        Stream<Quantize> groups = IntStream.of(128, 64, 32).boxed().flatMap(group -> switch (stack.quantize()) {
            case Quantize.Int4 _ -> Stream.of(new Quantize.Int4(group, head), new Quantize.Int4(group, false));
            case Quantize.Gptq(int bits, _, int block, double damping, boolean actOrder) when bits == 4 ->
                Stream.of(new Quantize.Gptq(4, group, block, damping, actOrder));
            case Quantize.Awq(int bits, _) when bits == 4 -> Stream.of(new Quantize.Awq(4, group));
            case Quantize.Few(int bits, _) -> Stream.of(new Quantize.Few(bits, group));
            case Quantize.Int4Dynamic _ -> Stream.of(new Quantize.Int4Dynamic(group));
            case Quantize.None _,Quantize.Int8 _,Quantize.Int8Dynamic _,Quantize.Float4 _,Quantize.Gptq _,Quantize.Awq _,Quantize.Stored _ ->
                Stream.empty();
        });
        Stream<Quantize> bytes = Stream.of(new Quantize.Int8(head), new Quantize.Int8(false));
        List<Quantize> candidates = Stream.concat(groups, bytes).toList();
        return stack.with(candidates.stream()
                .filter(candidate -> quantizationProblem(candidate, model).isEmpty())
                .findFirst()
                .orElse(new Quantize.None()));
    }

    /**
     * Accepts a draft model by its size or refuses it.
     *
     * @param stack decodes speculatively with a named draft
     * @throws UserError if the draft has more weights than the target, or another number of tokens than fits it
     */
    public static void checkDraft(Stack stack, ModelConfiguration target, ModelConfiguration draft) {
        long targetWeights = target.parameterCount().total();
        long draftWeights = draft.parameterCount().total();
        if (draftWeights > targetWeights) {
            throw new UserError("The draft " + draftOf(stack) + " has " + draftWeights
                    + " weights, more than the target's " + targetWeights
                    + ": it would be slower than what it is to speed up.",
                    "Choose a smaller draft, or none: " + withoutDraft(stack) + ".");
        }
    }

    /**
     * Accepts a draft model by its tokenizer or refuses it.
     *
     * @param targetFingerprint of the target's vocabulary and merges
     * @throws UserError if the draft's are others
     */
    public static void checkDraftTokenizer(Stack stack, String targetFingerprint, String draftFingerprint) {
        if (!targetFingerprint.equals(draftFingerprint)) {
            throw new UserError(
                    "The draft " + draftOf(stack)
                            + " has another vocabulary than the target: its tokens mean other text.",
                    "Choose a draft with the same tokenizer, or none: " + withoutDraft(stack) + ".");
        }
    }

    /** The failure of a speculative stack for whose model no draft is known. */
    public static UserError withoutDraft(Stack stack, String model) {
        return new UserError("Speculative decoding needs a draft model, and the catalog names none for " + model + ".",
                "Name a smaller model with the same tokenizer: decoding=speculative(draft=ID); or use none: "
                        + withoutDraft(stack) + ".");
    }

    /** The nearest stack that needs no draft: it too proposes tokens and verifies them. */
    private static String withoutDraft(Stack stack) {
        return stack.with(new Decoding.PromptLookup(3, 8, stack.decoding().rule())).text();
    }

    private static String draftOf(Stack stack) {
        return stack.decoding() instanceof Decoding.Speculative speculative ? speculative.draft().orElse("model") : "";
    }
}
