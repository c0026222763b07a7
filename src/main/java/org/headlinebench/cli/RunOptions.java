package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.FieldNames;
import org.headlinebench.dataset.reader.MalformedRows;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;

/** The options of {@code run}: what to run, and on which workload. */
final class RunOptions {
    @Option(names = "--model", paramLabel = "ID|PATH", description = "A model of the catalog, or the path of a GGUF file or Hugging Face folder. Default: the catalog's default.")
    Optional<String> model;

    @Option(names = "--stack", paramLabel = "STACK", description = {
        "A stack of optimizations, for example cache=static,precision=bfloat16. Give it several times for several runs;",
        "the first is the baseline. Axes: precision=float32|bfloat16|float16; ",
        "cache=none|dynamic|static(max)|sliding(window,sinks)|quantized(bits,group,residual,keys,preset)|paged(block);",
        "attention=sdpa|eager|math|flash; placement=device|offload(layers);",
        "rope=model|linear(FACTOR)|dynamic-ntk(FACTOR)|yarn(FACTOR)|llama3(FACTOR), also original and logn;",
        "decoding=greedy|sample(temperature,topK,topP,seed)|prompt-lookup(ngram,tokens)",
        "|speculative(draft,tokens,adaptive,draftPrecision), the last two also with temperature, topK, topP, seed.",
        "Default: one optimization after the other."})
    List<String> stacks = List.of();

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "Where to run (default: ${DEFAULT-VALUE}).")
    String device;

    @Option(names = "--dataset", paramLabel = "FILE", description = "News rows: JSON lines (also gzip or Kaggle's zip) or CSV. Default: the sample news that come with the program; 'questions': short questions with answers.")
    Optional<Path> dataset;

    @Option(names = "--columns", paramLabel = "NAMES", description = "Field names of another dataset, for example headline=title,short_description=summary.")
    Optional<String> columns;

    @Option(names = "--malformed", paramLabel = "skip|refuse", defaultValue = "skip", description = "What to do with malformed rows (default: ${DEFAULT-VALUE}).")
    MalformedRows malformed;

    @Option(names = "--rows", paramLabel = "ROWS", defaultValue = "1-10", description = "1-50, 1-10,20, all, or sample(100,seed=7) (default: ${DEFAULT-VALUE}).")
    String rows;

    @Option(names = "--max-new-tokens", paramLabel = "N", defaultValue = "25", description = "Token limit of a headline (default: ${DEFAULT-VALUE}).")
    int maxNewTokens;

    @Option(names = "--prompt", paramLabel = "PRESET|TEXT", defaultValue = "reference", description = "reference, bare, instruction, chat, question, or a text with {text} (default: ${DEFAULT-VALUE}).")
    String prompt;

    @Option(names = "--stop", paramLabel = "RULE", defaultValue = "newline", description = "none, newline or marker: what ends a headline besides its end of sequence (default: ${DEFAULT-VALUE}).")
    String stop;

    @Option(names = "--extraction", paramLabel = "RULE", defaultValue = "first-line", description = "first-line or until-marker: which part of the text is the headline (default: ${DEFAULT-VALUE}).")
    String extraction;

    @Option(names = "--fit", paramLabel = "refuse|cut", defaultValue = "refuse", description = "What to do with a prompt that is too long (default: ${DEFAULT-VALUE}).")
    String fit;

    @Option(names = "--passes", paramLabel = "N", defaultValue = "1", description = "Passes over the rows (default: ${DEFAULT-VALUE}).")
    int passes;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of sampled rows and sampled decoding where they give none.")
    Optional<Long> seed;

    /** The stacks asked for; without any, the default experiment: one optimization after the other. */
    List<String> stacksFor(boolean modelHasDraft) {
        if (!stacks.isEmpty()) {
            return stacks;
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

    Dataset readDataset() {
        ReadOptions options = ReadOptions.DEFAULT.with(malformed);
        return Datasets.read(dataset, columns.map(FieldNames::parse).map(options::with).orElse(options));
    }

    Workload workload(Dataset news) {
        requirePositive("--max-new-tokens", maxNewTokens);
        requirePositive("--passes", passes);
        return Workloads.of(news, RowSelection.parse(seeded(rows)), PromptTemplate.parse(prompt),
                HeadlineExtraction.parse(extraction), StopRule.parse(stop), FitPolicy.parse(fit), maxNewTokens, passes);
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
