package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

@Command(name = "try", mixinStandardHelpOptions = true, sortOptions = false, description = "Writes a headline for a text of your own, with one stack or several; kept as an ad hoc run, which no comparison includes.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench try \"The harbour has reopened after nine days of storms.\"",
    "  headline-bench try --stack cache=dynamic --stack quantize=int8 - < article.txt"})
final class TryCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Parameters(paramLabel = "TEXT", description = "The article's text; - reads it from standard input.")
    private String text;

    @Option(names = "--model", paramLabel = "ID|PATH", description = "A model of the catalog, or a path. Default: the catalog's default.")
    private Optional<String> model;

    @Option(names = "--stack", paramLabel = "STACK", description = "As for run; give it several times to compare.")
    private List<String> stacks = List.of("");

    @Option(names = "--headline", paramLabel = "TEXT", defaultValue = "", description = "The actual headline, to score against.")
    private String headline;

    @Option(names = "--prompt", paramLabel = "PRESET|TEXT", defaultValue = "reference", description = "As for run (default: ${DEFAULT-VALUE}).")
    private String prompt;

    @Option(names = "--max-new-tokens", paramLabel = "N", defaultValue = "25", description = "Token limit (default: ${DEFAULT-VALUE}).")
    private int maxNewTokens;

    TryCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (maxNewTokens < 1) {
            throw new UserError("--max-new-tokens must be at least 1, not " + maxNewTokens + ".",
                    "Give a whole number from 1.");
        }
        CliServices bench = services.get();
        String id = model.orElseGet(() -> bench.library().catalog().defaultId().value());
        requireInstalled(bench, id);
        List<RunSetup> setups = stacks.stream()
                .map(stack -> new RunSetup(id, DeviceId.CPU, Stack.parse(stack, DeviceId.CPU.kind())))
                .toList();
        var workload = Workloads.adHoc(text.equals("-") ? standardInput() : text, headline,
                PromptTemplate.parse(prompt), StopRule.NEWLINE, maxNewTokens);
        List<Run> runs = bench.benchmark()
                .get()
                .run(
                        new Experiment("try-" + java.time.Instant.now().toEpochMilli(), setups, workload),
                        RunListener.NONE,
                        new Cancellation());
        runs.forEach(run -> print(bench, run));
        return runs.stream().anyMatch(run -> run.state() == RunState.FAILED) ? ExitCode.RUN_FAILED : ExitCode.OK;
    }

    private void print(CliServices bench, Run run) {
        var out = terminal.out();
        out.println(run.setup().name());
        run.failure().ifPresent(failure -> terminal.error(failure.message(), failure.remedy()));
        for (Sample sample : bench.store().get().samples(run.id())) {
            out.println("  " + (sample.headline().isEmpty() ? "(no headline)" : sample.headline()));
            out.println("  E2E " + Figures.millis(sample.times().endToEndMillis()) + " ms, TTFT "
                    + Figures.millis(sample.times().ttftMillis()) + " ms, " + sample.times().outputTokens()
                    + " tokens"
                    + (headline.isBlank() ? "" : ", ROUGE-1 " + Figures.score(sample.rouge().rouge1().f1())));
        }
    }

    private static void requireInstalled(CliServices bench, String model) {
        if (bench.library().find(model) instanceof ModelChoice.FromCatalog(CatalogEntry entry)
                && !bench.library().isInstalled(entry)) {
            throw new UserError(entry.name() + " is not on this machine.",
                    "Fetch it with 'headline-bench models pull " + entry.id().value() + "'.");
        }
    }

    private String standardInput() {
        try {
            return terminal.in().lines().collect(Collectors.joining("\n"));
        } catch (java.io.UncheckedIOException e) {
            throw new UserError("The text cannot be read.", "Give it as an argument.", e);
        }
    }
}
