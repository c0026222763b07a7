package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import picocli.CommandLine.Option;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.calibration.CalibrationSize;
import org.headlinebench.dataset.calibration.Calibrations;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.FieldNames;
import org.headlinebench.dataset.reader.MalformedRows;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.device.DeviceId;
import org.headlinebench.experiment.WorkloadChoice;
import org.headlinebench.experiment.reference.ReferenceExperiments;
import org.headlinebench.experiment.reference.ReferenceExperiments.Preset;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

/** The options of {@code run}: what to run, and on which workload. */
final class RunOptions {
    @Option(names = "--model", paramLabel = "ID|PATH", description = "A model of the catalog, or the path of a GGUF file or Hugging Face folder. Default: the catalog's default.")
    Optional<String> model;

    @Option(names = "--stack", paramLabel = "STACK", description = {
        "A stack of optimizations, for example cache=static,precision=bfloat16. Give it several times for several runs;",
        "the first is the baseline. Axes: precision=float32|bfloat16|float16; ",
        "cache=none|dynamic|static(max)|sliding(window,sinks)|paged(block), all but none with bits=8|4|2;",
        "attention=sdpa|eager|math|flash|flash-decoding; placement=device|offload(layers);",
        "topology=single|tp(n)|pp(n)|tp(n)xpp(m); execution=eager, on GPUs also cuda-graph|fused;",
        "rope=model|linear(FACTOR)|dynamic-ntk(FACTOR)|yarn(FACTOR)|llama3(FACTOR), also original and logn;",
        "decoding=greedy|sample(temperature,topK,topP,seed)|prompt-lookup(ngram,tokens)",
        "|speculative(draft,tokens,adaptive,draftPrecision,draftQuantize,draftPlacement), the last two also with temperature, topK, topP, seed.",
        "Default: one optimization after the other."})
    List<String> stacks = List.of();

    @Option(names = "--calibration", paramLabel = "FILE", description = {
        "Text that quantize=gptq and awq are calibrated with: JSON lines of news rows or with a 'text' each, or plain",
        "text with blank lines between texts. Default: rows of the dataset that are not evaluated."})
    Optional<Path> calibration;

    @Option(names = "--calibration-texts", paramLabel = "N", description = "How many texts at most (default: 128).")
    Optional<Integer> calibrationTexts;

    @Option(names = "--calibration-tokens", paramLabel = "N", description = "Tokens of each text that count (default: 256).")
    Optional<Integer> calibrationTokens;

    @Option(names = "--preset", paramLabel = "NAME", description = {
        "A row of the reference's tables by its name there, for example reference-2/4-bit or kv-caching: its stack, and its",
        "rows, prompt, tokens, stop and extraction where no option says otherwise. May be given several times."})
    List<String> presets = List.of();

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "Where to run (default: ${DEFAULT-VALUE}).")
    String device;

    @Option(names = "--on", paramLabel = "NAME", description = {
        "Runs behind a launcher, on its device of --device ('headline-bench launchers --help'). Given several times, every",
        "stack runs behind each of them, at the same time."})
    List<String> launchers = List.of();

    @Option(names = "--dataset", paramLabel = "FILE", description = "News rows: JSON lines (also gzip or Kaggle's zip) or CSV. Default: the sample news that come with the program; 'questions': short questions with answers; 'conversations': talks of several turns (--prompt conversation).")
    Optional<Path> dataset;

    @Option(names = "--columns", paramLabel = "NAMES", description = "Field names of another dataset, for example headline=title,short_description=summary.")
    Optional<String> columns;

    @Option(names = "--malformed", paramLabel = "skip|refuse", defaultValue = "skip", description = "What to do with malformed rows (default: ${DEFAULT-VALUE}).")
    MalformedRows malformed;

    @Option(names = "--rows", paramLabel = "ROWS", description = "1-50, 1-10,20, all, or sample(100,seed=7) (default: 1-10).")
    Optional<String> rows = Optional.empty();

    @Option(names = "--max-new-tokens", paramLabel = "N", description = "Token limit of a headline (default: 25).")
    Optional<Integer> maxNewTokens = Optional.empty();

    @Option(names = "--prompt", paramLabel = "PRESET|TEXT", description = "reference, bare, instruction, chat, question, or a text with {text} (default: reference).")
    Optional<String> prompt = Optional.empty();

    @Option(names = "--stop", paramLabel = "RULE", description = "none, newline or marker: what ends a headline besides its end of sequence (default: newline).")
    Optional<String> stop = Optional.empty();

    @Option(names = "--extraction", paramLabel = "RULE", description = "first-line or until-marker: which part of the text is the headline (default: first-line).")
    Optional<String> extraction = Optional.empty();

    @Option(names = "--fit", paramLabel = "refuse|cut", defaultValue = "refuse", description = "What to do with a prompt that is too long (default: ${DEFAULT-VALUE}).")
    String fit;

    @Option(names = "--passes", paramLabel = "N", defaultValue = "1", description = "Passes over the rows (default: ${DEFAULT-VALUE}).")
    int passes;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of sampled rows and sampled decoding where they give none.")
    Optional<Long> seed;

    /** The stacks asked for; without any, the default experiment: one optimization after the other. */
    List<String> stacksFor(boolean modelHasDraft) {
        if (!stacks.isEmpty() || !presets.isEmpty()) {
            return Stream.concat(stacks.stream(), presets().stream().map(Preset::stack)).toList();
        }
        var all = new ArrayList<>(List.of("cache=none", "cache=dynamic", "quantize=int8", "quantize=int4",
                "decoding=prompt-lookup"));
        if (modelHasDraft) {
            all.add("decoding=speculative");
        }
        return all;
    }

    DeviceId deviceId() {
        return DeviceId.parse(device);
    }

    /** Each stack on the device of this machine, or behind each launcher. */
    List<RunSetup> setups(String modelName, DeviceId where, List<Stack> of) {
        List<RunSetup> here = of.stream().map(stack -> new RunSetup(modelName, where, stack)).toList();
        return launchers.isEmpty()
                ? here
                : launchers.stream()
                        .distinct()
                        .flatMap(name -> here.stream().map(setup -> setup.on(Optional.of(name))))
                        .toList();
    }

    Dataset readDataset() {
        ReadOptions options = ReadOptions.DEFAULT.with(malformed);
        return Datasets.read(dataset, columns.map(FieldNames::parse).map(options::with).orElse(options));
    }

    Workload workload(Dataset news) {
        int tokens = maxNewTokens.orElseGet(() -> preset("--max-new-tokens", WorkloadChoice::maxNewTokens).orElse(25));
        requirePositive("--max-new-tokens", tokens);
        requirePositive("--passes", passes);
        Workload workload = Workloads.of(news, rows.map(text -> RowSelection.parse(seeded(text)))
                .or(() -> preset("--rows", WorkloadChoice::rows))
                .orElse(RowSelection.range(1, 10)),
                prompt.map(PromptTemplate::parse)
                        .or(() -> preset("--prompt", WorkloadChoice::prompt))
                        .orElse(PromptTemplate.REFERENCE),
                extraction.map(HeadlineExtraction::parse)
                        .or(() -> preset("--extraction", WorkloadChoice::extraction))
                        .orElse(HeadlineExtraction.FIRST_LINE),
                stop.map(StopRule::parse).or(() -> preset("--stop", WorkloadChoice::stop)).orElse(StopRule.NEWLINE),
                FitPolicy.parse(fit), tokens, passes);
        var size = new CalibrationSize(calibrationTexts.orElse(CalibrationSize.DEFAULT.texts()),
                calibrationTokens.orElse(CalibrationSize.DEFAULT.tokens()));
        return workload.with(calibration.isPresent()
                ? Calibrations.ofFile(calibration.get(), workload.rows(), workload.template(), size)
                : Calibrations.ofRows(news, workload.rows(), workload.template(), size));
    }

    private List<Preset> presets() {
        if (presets.isEmpty()) {
            return List.of();
        }
        var known = ReferenceExperiments.load();
        return presets.stream().map(known::preset).toList();
    }

    /** What all presets say; refused where they differ, since runs over different workloads do not compare. */
    private <T> Optional<T> preset(String option, Function<WorkloadChoice, T> value) {
        List<T> distinct = presets().stream().map(Preset::workload).map(value).distinct().toList();
        if (distinct.size() > 1) {
            throw new UserError("The presets do not agree on " + option + ", and only equal workloads compare.",
                    "Say what holds for all of them with " + option + ".");
        }
        return distinct.stream().findFirst();
    }

    /** A sample of rows or tokens that names no seed takes the one of {@code --seed}. */
    String seeded(String text) {
        boolean draws = text.contains("sample(") || text.matches("(?s).*temperature *= *+(?!0+(\\.0*)?[,)]).*");
        return seed.isPresent() && draws && !text.contains("seed")
                ? text.replaceFirst("(sample|speculative|prompt-lookup)\\(([^)]*)\\)", "$1($2,seed=" + seed.get() + ")")
                        .replace("(,", "(")
                : text;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UserError(option + " must be at least 1, not " + value + ".", "Give a whole number from 1.");
        }
    }
}
