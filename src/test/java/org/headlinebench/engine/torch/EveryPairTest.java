package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
 * writes what it must, or is refused before anything is loaded with stacks that run. Pairs that run are run several in one
 * stack, since a stack is loaded and compiled in more time than it writes in.
 */
@Order(7)
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

    @Test
    void twoChoicesRunOrAreRefusedWithStacksThatDo() {
        for (Axis axis : Axis.values()) {
            List<Pair> pairs = pairs().filter(pair -> axisOf(pair.first()) == axis).toList();
            List<Pair> refused = pairs.stream().filter(pair -> refusal(parsed(pair.text())).isPresent()).toList();
            refused.forEach(pair -> {
                Stack stack = parsed(pair.text());
                assertOffersWhatRuns(stack, refusal(stack).orElseThrow());
            });
            // An axis whose other choices are for GPUs alone has nothing that runs here.
            if (choices(axis).stream().anyMatch(choice -> refusal(parsed(choice)).isEmpty())) {
                assertThat(refused.size()).as("refused: %s", refused)
                        .isLessThan(Math.max(4, pairs.size() - refused.size()));
            }
        }
    }

    @Test
    void whatRoundsNothingWritesTheSameTokensWithAndWithoutWhatMustNotChangeThem() {
        List<Pair> pairs = accepted().filter(pair -> !pair.rounds()).toList();
        assertThat(pairs).hasSizeGreaterThan(200);
        for (List<String> together : stacksOver(pairs, choice -> !rounds(choice))) {
            String text = String.join(",", together);
            List<List<Integer>> written = written(parsed(text));
            assertThat(written).as(text).allSatisfy(ids -> assertThat(ids).hasSize(TOKENS));
            List<String> changing = together.stream().filter(choice -> !EXACT.contains(word(choice))).toList();
            String without = changing.isEmpty() ? "precision=float32" : String.join(",", changing);
            if (changing.size() < together.size() && refusal(parsed(without)).isEmpty()) {
                assertThat(written).as(text).isEqualTo(alone(without));
            }
        }
    }

    @Test
    void whatRoundsActivationsRunsWithEveryOtherChoice() {
        List<Pair> pairs = accepted().filter(Pair::rounds).toList();
        assertThat(pairs).hasSizeGreaterThan(200);
        for (List<String> together : stacksOver(pairs, _ -> true)) {
            String text = String.join(",", together);
            assertThat(written(parsed(text))).as(text).allSatisfy(ids -> assertThat(ids).hasSize(TOKENS));
        }
    }

    private static Stream<Pair> pairs() {
        return Arrays.stream(Axis.values())
                .flatMap(axis -> choices(axis).stream()
                        .flatMap(first -> Arrays.stream(Axis.values())
                                .filter(other -> other.ordinal() > axis.ordinal())
                                .flatMap(other -> choices(other).stream())
                                .map(second -> new Pair(first, second))));
    }

    private static Stream<Pair> accepted() {
        return pairs().filter(pair -> refusal(parsed(pair.text())).isEmpty());
    }

    /** Few stacks of many choices, in which every pair occurs: each takes the choices that bring most new pairs. */
    private static List<List<String>> stacksOver(List<Pair> pairs, Predicate<String> mayBeTaken) {
        var missing = new LinkedHashSet<Pair>(pairs);
        var stacks = new ArrayList<List<String>>();
        while (!missing.isEmpty()) {
            var together = new ArrayList<String>(List.of(missing.getFirst().first(), missing.getFirst().second()));
            for (Axis axis : Axis.values()) {
                if (together.stream().noneMatch(choice -> axisOf(choice) == axis)) {
                    choices(axis).stream()
                            .filter(mayBeTaken)
                            .filter(choice -> brought(together, choice, missing) > 0)
                            .sorted(Comparator.comparing((String choice) -> -brought(together, choice, missing)))
                            .filter(choice -> refusal(parsed(String.join(",", together) + "," + choice)).isEmpty())
                            .findFirst()
                            .ifPresent(together::add);
                }
            }
            missing.removeIf(pair -> together.contains(pair.first()) && together.contains(pair.second()));
            stacks.add(together);
        }
        return stacks;
    }

    private static long brought(List<String> together, String choice, Set<Pair> missing) {
        return together.stream()
                .filter(taken -> missing.contains(Pair.of(taken, choice)))
                .count();
    }

    private static Axis axisOf(String choice) {
        return Arrays.stream(Axis.values())
                .filter(axis -> choice.startsWith(axis.word() + "="))
                .findFirst()
                .orElseThrow();
    }

    private static boolean rounds(String choice) {
        return ROUNDING.contains(word(choice));
    }

    /** Choices of two axes, the earlier axis first. */
    private record Pair(String first, String second) {
        static Pair of(String one, String other) {
            return axisOf(one).ordinal() < axisOf(other).ordinal() ? new Pair(one, other) : new Pair(other, one);
        }

        boolean rounds() {
            return EveryPairTest.rounds(first) || EveryPairTest.rounds(second);
        }

        String text() {
            return first + "," + second;
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
