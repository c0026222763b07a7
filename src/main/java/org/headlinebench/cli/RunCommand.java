package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs stacks over news rows and prints what each bought.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench run",
    "  headline-bench run --stack cache=none --stack cache=static,precision=bfloat16 --rows 1-50",
    "  headline-bench run --preset baseline --preset kv-caching --preset 4-bit",
    "  headline-bench run --model ./model.gguf --dataset news.jsonl --rows \"sample(100,seed=7)\" --json runs.json"})
final class RunCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private RunOptions options;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes runs and samples to a file (docs/export-format.md).")
    private Optional<Path> json;

    @Option(names = "--profile", description = "Afterwards shows where the time of each stack's steps goes; a pass of its own.")
    private boolean profile;

    @Option(names = "--yes", description = "Fetches a model that is not here without asking.")
    private boolean yes;

    RunCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CliServices bench = services.get();
        DeviceId device = options.deviceId();
        String model = options.model.orElseGet(() -> bench.library().catalog().defaultId().value());
        List<Stack> stacks = options.stacksFor(bench.models().draftOf(model).isPresent())
                .stream()
                .map(text -> Stack.parse(options.seeded(text), device.kind()))
                .map(stack -> Drafts.accept(stack, model, device.kind(), bench.models()))
                .toList();
        Dataset news = options.readDataset();
        Workload workload = options.workload(news);
        var consent = new ModelConsent(bench, terminal, yes);
        consent.require(model);
        stacks.stream()
                .map(Drafts::of)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(consent::require);
        terminal.err().println("Dataset " + news.name() + ": " + news.report().summary());
        var experiment = new Experiment("cli-" + java.time.Instant.now().toEpochMilli(),
                stacks.stream().map(stack -> new RunSetup(model, device, stack)).toList(), workload);
        return conduct(bench, experiment);
    }

    private int conduct(CliServices bench, Experiment experiment) {
        List<Run> runs;
        try (var interrupt = new CtrlC();
                var progress = new RunProgress(terminal,
                        experiment.workload().rows().size() * experiment.workload().passes(),
                        experiment.setups().size())) {
            runs = bench.benchmark().get().run(experiment, progress, interrupt.cancellation());
            if (interrupt.cancellation().isCancelled()) {
                terminal.err()
                        .println("Cancelled. Finished samples are kept: headline-bench runs show "
                                + runs.getFirst().id());
                return ExitCode.CANCELLED;
            }
        }
        terminal.out().println();
        new ResultTable(bench.store().get()).lines(runs).forEach(terminal.out()::println);
        terminal.out().println("Runs " + ResultTable.ids(runs) + " are kept in " + bench.folder() + ".");
        json.ifPresent(file -> {
            Exports.json(bench, runs, file);
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        if (profile) {
            runs.stream()
                    .filter(run -> run.state() == RunState.FINISHED)
                    .forEach(run -> ProfileCommand.profile(bench, terminal, run.setup(), Optional.of(run.id()),
                            ProfileCommand.STEPS));
        }
        return runs.stream().anyMatch(run -> run.state() == RunState.FAILED) ? ExitCode.RUN_FAILED : ExitCode.OK;
    }
}
