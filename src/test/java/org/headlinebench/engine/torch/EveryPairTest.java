package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.EarlierTurn;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.engine.Reuse;
import org.headlinebench.engine.SharedPrefix;
import org.headlinebench.engine.torch.calibrate.CalibrationText;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Offloading;
import org.headlinebench.optimization.Prefix;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/**
 * Every choice of an axis with every choice of another, on the draft that comes with the program (two layers): it runs and
 * writes what it must, or is refused before anything is loaded with stacks that run.
 */
class EveryPairTest {
    private static final Path FILE = Path.of("resources/models/headline-draft.gguf");
    private static final int TOKENS = 4;
    private static final List<int[]> PROMPTS = IntStream.range(0, 2)
            // With four tokens more the second comes into another block of a paged cache.
            .mapToObj(i -> IntStream.range(0, 23 + 7 * i)
                    .map(k -> k < 9 ? 40 + k : 60 + (131 * k + 17 * i) % 7000)
                    .toArray())
            .toList();
    /** Parameters where a choice needs some, or its defaults would change nothing on so few tokens. */
    private static final Map<String, String> PARAMETERS = Map.of("l1-unstructured", "(0.4)", "l1-structured", "(0.25)",
            "gptq", "(group=64)", "awq", "(group=64)", "linear", "(2)", "dynamic-ntk", "(2)", "yarn", "(2)", "llama3",
            "(2)",
            "offload", "(1)", "sample", "(temperature=0.9,seed=3)");
    /** What must not change a token where everything is computed in float32. */
    private static final Set<String> EXACT = Set.of("cache=none", "cache=static", "cache=sliding", "cache=paged",
            "attention=eager", "attention=math", "attention=flash", "attention=flash-decoding", "decoding=speculative",
            "decoding=prompt-lookup",
            "batching=static", "batching=continuous", "prefix=shared", "prefix=turns", "placement=offload",
            "topology=tp",
            "topology=pp", "topology=tpxpp");
    /** Choices that round activations: rows computed together are then rounded otherwise than alone. */
    private static final Set<String> ROUNDING = Set.of("precision=bfloat16", "precision=float16", "quantize=int8",
            "quantize=int8-dynamic", "quantize=int4", "quantize=int4-dynamic", "quantize=gptq", "quantize=awq",
            "quantize=stored",
            "cache=dynamic");
    /** A choice that is a default but for its parameters. */
    private static final Map<Axis, List<String>> MORE = Map.of(Axis.CACHE,
            List.of("cache=dynamic(bits=4,residual=8)", "cache=paged(bits=8)"));
    private static final Map<String, List<List<Integer>>> ALONE = new HashMap<>();
    /** Calibrations of the same texts are found again here, as a run finds those of earlier runs. */
    @TempDir
    static Path calibrations;
    private static WeightFile asked;
    private static Optional<Stack> keptFor = Optional.empty();
    private static LanguageModel kept;

    @BeforeAll
    static void open() {
        asked = WeightFiles.open(FILE);
    }

    @AfterAll
    static void forget() {
        keptFor.ifPresent(_ -> kept.close());
        keptFor = Optional.empty();
        asked.close();
        ALONE.clear();
    }

    static Stream<Axis> axes() {
        return Arrays.stream(Axis.values());
    }

    @ParameterizedTest
    @MethodSource("axes")
    void withEveryChoiceOfTheLaterAxes(Axis axis) {
        List<String> refused = new ArrayList<>();
        int ran = 0;
        for (String choice : choices(axis)) {
            for (Axis other : Axis.values()) {
                for (String second : other.ordinal() > axis.ordinal() ? choices(other) : List.<String>of()) {
                    Stack stack = parsed(choice + "," + second);
                    Optional<UserError> refusal = refusal(stack);
                    if (refusal.isPresent()) {
                        refused.add(stack.text());
                        assertOffersWhatRuns(stack, refusal.get());
                    } else {
                        assertWritesWhatItMust(choice, second, stack);
                        ran++;
                    }
                }
            }
        }
        // An axis whose other choices are for GPUs alone has nothing that runs here.
        if (choices(axis).stream().anyMatch(choice -> refusal(parsed(choice)).isEmpty())) {
            assertThat(refused.size()).as("refused: %s", refused).isLessThan(Math.max(4, ran));
        }
    }

    private static void assertWritesWhatItMust(String first, String second, Stack stack) {
        List<List<Integer>> written = written(stack);
        assertThat(written).as(stack.text()).allSatisfy(ids -> assertThat(ids).hasSize(TOKENS));
        boolean rounds = ROUNDING.contains(word(first)) || ROUNDING.contains(word(second));
        if (EXACT.contains(word(second)) && !rounds && refusal(parsed(first)).isEmpty()) {
            assertThat(written).as(stack.text()).isEqualTo(alone(first));
        }
        if (EXACT.contains(word(first)) && !rounds && refusal(parsed(second)).isEmpty()) {
            assertThat(written).as(stack.text()).isEqualTo(alone(second));
        }
    }

    private static void assertOffersWhatRuns(Stack stack, UserError refusal) {
        List<String> offered = Arrays.stream(refusal.remedy().split(" "))
                .filter(word -> word.startsWith("precision="))
                .map(word -> word.replaceAll("[.;:]$", ""))
                .toList();
        assertThat(offered).as("%s: %s", stack.text(), refusal.remedy()).isNotEmpty();
        for (String text : offered) {
            Stack nearest = Stack.parse(text, DeviceKind.CPU);
            Optional<UserError> again = refusal(nearest);
            // Two things may be wrong with a pair; then the second is told next.
            if (again.isPresent()) {
                assertThat(again.get().getMessage()).as(text).isNotEqualTo(refusal.getMessage());
                assertOffersWhatRuns(nearest, again.get());
            }
        }
    }

    private static List<String> choices(Axis axis) {
        String usual = axis.of(Stack.defaultsOn(DeviceKind.CPU)).word();
        return Stream.concat(axis.choices()
                .stream()
                .filter(word -> !word.equals(usual))
                .map(word -> axis.word() + "=" + word + PARAMETERS.getOrDefault(word, "")),
                MORE.getOrDefault(axis, List.of()).stream()).toList();
    }

    private static String word(String choice) {
        return choice.contains("bits=") && choice.startsWith("cache=")
                ? "cache=dynamic"
                : choice.replaceAll("\\(.*", "");
    }

    private static Stack parsed(String text) {
        return Stack.parse(text, DeviceKind.CPU);
    }

    private static Optional<UserError> refusal(Stack stack) {
        try {
            StackRules.check(stack, DeviceKind.CPU, asked.configuration());
            StackRules.check(stack, asked);
            return Optional.empty();
        } catch (UserError error) {
            return Optional.of(error);
        }
    }

    private static List<List<Integer>> alone(String choice) {
        return ALONE.computeIfAbsent(choice, text -> written(parsed(text)));
    }

    private static List<List<Integer>> written(Stack stack) {
        boolean speculates = stack.decoding().choice().word().equals("speculative");
        LanguageModel model = loaded(stack);
        try (LanguageModel draft = speculates ? load(stack.ofDraft()) : null;
                Shared shared = Shared.of(stack, model)) {
            var tokenizer = new NumberTokenizer(8064, List.of());
            var stop = new SpeculationOracleTest.StopAt("");
            Optional<LanguageModel> proposes = Optional.ofNullable(draft);
            if (stack.batching() instanceof Batching.Single) {
                var generator = new Generator(model, proposes, shared.reuse(), tokenizer, stack.decoding(), stop,
                        TOKENS);
                return IntStream.range(0, PROMPTS.size())
                        .mapToObj(i -> generator.generate(NumberTokenizer.text(PROMPTS.get(i)), true, i, () -> false)
                                .tokenIds())
                        .toList();
            }
            var generator = new BatchGenerator(model, proposes, shared.prefix(), tokenizer, stack.decoding(),
                    stack.batching());
            var terms = new BatchGenerator.Terms(stack.decoding().rule(), stop, TOKENS);
            var written = new HashMap<Integer, List<Integer>>();
            generator.generate(IntStream.range(0, PROMPTS.size())
                    .mapToObj(
                            i -> new BatchGenerator.Request<>(i, NumberTokenizer.text(PROMPTS.get(i)), true, i, terms))
                    .toList(), (i, generation, _) -> written.put(i, generation.tokenIds()), () -> false);
            return IntStream.range(0, PROMPTS.size()).mapToObj(written::get).toList();
        }
    }

    /** The model of the pair before, where the pair differs in what is done with a loaded model alone. */
    private static LanguageModel loaded(Stack stack) {
        Stack asLoaded = stack.with(new Decoding.Greedy()).with(new Batching.Single()).with(Prefix.OFF);
        if (!keptFor.equals(Optional.of(asLoaded))) {
            keptFor.ifPresent(_ -> kept.close());
            keptFor = Optional.empty();
            kept = load(asLoaded);
            keptFor = Optional.of(asLoaded);
        }
        return kept;
    }

    private static LanguageModel load(Stack stack) {
        WeightFile file = WeightFiles.open(FILE);
        var text = new CalibrationText("numbers", PROMPTS.stream().map(prompt -> prompt.clone()).toList(),
                List.of("draft"),
                Optional.of(calibrations));
        return TorchLanguageModel.load(file, DeviceId.CPU, Offloading.fit(stack, file.configuration(), 64, 1L << 40),
                64,
                stack.quantize().isCalibrated() ? Optional.of(text) : Optional.empty(), (_, _) -> {});
    }

    private record Shared(Optional<SharedPrefix> prefix, Optional<EarlierTurn> turn) implements AutoCloseable {
        static Shared of(Stack stack, LanguageModel model) {
            return new Shared(stack.prefix() == Prefix.SHARED
                    ? SharedPrefix.of(model, PROMPTS, stack.decoding().rule())
                    : Optional.empty(),
                    stack.prefix() == Prefix.TURNS ? Optional.of(new EarlierTurn()) : Optional.empty());
        }

        Optional<? extends Reuse> reuse() {
            return prefix.isPresent() ? prefix : turn;
        }

        @Override
        public void close() {
            prefix.ifPresent(SharedPrefix::close);
            turn.ifPresent(EarlierTurn::close);
        }
    }
}
