package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.device.DeviceId;
import org.headlinebench.endpoint.Knee;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.optimization.Stack;

@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs stacks over news rows and prints what each bought.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench run",
    "  headline-bench run --stack cache=none --stack cache=static,precision=bfloat16 --rows 1-50",
    "  headline-bench run --preset baseline --preset kv-caching --preset 4-bit",
    "  headline-bench run --endpoint http://127.0.0.1:8000/v1 --endpoint-model NAME --concurrency 1 --concurrency 4",
    "  headline-bench run --model ./model.gguf --dataset news.jsonl --rows \"sample(100,seed=7)\" --json runs.json"})
final class RunCommand implements Callable<Integer> {
    private static final int MOST_SWEPT = 256;

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private RunOptions options;

    @Mixin
    private EndpointOptions endpoint;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes runs and samples to a file (docs/export-format.md).")
    private Optional<Path> json;

    @Option(names = "--profile", description = "Afterwards shows where the time of each stack's steps goes; a pass of its own.")
    private boolean profile;

    @Option(names = "--copy-model", description = "With --on: copies models there that are missing or other ones than here.")
    private boolean copyModel;

    @Option(names = "--yes", description = "Fetches a model that is not here without asking.")
    private boolean yes;

    RunCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CliServices bench = services.get();
        if (endpoint.isAsked()) {
            endpoint.resolve(bench.endpoints().file());
            return server(bench);
        }
        DeviceId device = options.deviceId();
        refuseProfileElsewhere();
        String model = options.model.orElseGet(() -> bench.library().catalog().defaultId().value());
        List<Stack> stacks = options.stacksFor(bench.models().draftOf(model).isPresent())
                .stream()
                .map(text -> Stack.parse(options.seeded(text), device.kind()))
                .map(stack -> Drafts.accept(stack, model, device.kind(), bench.models()))
                .toList();
        Dataset news = options.readDataset();
        Workload workload = options.workload(news);
        requireModels(bench,
                Stream.concat(Stream.of(model), stacks.stream().flatMap(stack -> Drafts.of(stack).stream()))
                        .distinct()
                        .toList());
        terminal.err().println("Dataset " + news.name() + ": " + news.report().summary());
        var experiment = new Experiment("cli-" + java.time.Instant.now().toEpochMilli(),
                options.setups(model, device, stacks), workload);
        return conduct(bench, experiment);
    }

    private void refuseProfileElsewhere() {
        if (profile && !options.launchers.isEmpty()) {
            throw new UserError("Steps are looked into on this machine only.",
                    "Leave --profile out, or call 'headline-bench profile' over there.");
        }
        if (copyModel && options.launchers.isEmpty()) {
            throw new UserError("--copy-model copies to a machine behind a launcher.", "Name it with --on.");
        }
    }

    /** Behind a launcher they are found over there; what is copied must be here first. */
    private void requireModels(CliServices bench, List<String> models) {
        if (options.launchers.isEmpty() || copyModel) {
            var consent = new ModelConsent(bench, terminal, yes);
            models.forEach(consent::require);
        }
        if (copyModel) {
            options.launchers.stream()
                    .distinct()
                    .forEach(name -> models.forEach(model -> LaunchersCommand.copy(bench, terminal, name, model)));
        }
    }

    private int server(CliServices bench) {
        if (!options.launchers.isEmpty()) {
            throw new UserError("A server is measured from this machine.", "Leave --on out.");
        }
        if (profile) {
            throw new UserError("A server's steps cannot be looked into.", "Leave --profile out.");
        }
        Dataset news = options.readDataset();
        Workload workload = options.workload(news);
        List<RunSetup> setups = endpoint.setups(options, workload);
        terminal.err().println("Dataset " + news.name() + ": " + news.report().summary());
        String id = "cli-" + java.time.Instant.now().toEpochMilli();
        return endpoint.sweep
                ? sweep(bench, new Experiment(id, setups, workload))
                : conduct(bench, new Experiment(id, setups, workload));
    }

    private int sweep(CliServices bench, Experiment first) {
        var points = new ArrayList<Knee.Point>();
        var runs = new ArrayList<Run>();
        try (var interrupt = new CtrlC()) {
            for (int atOnce = 1; Knee.isOpen(points) && atOnce <= MOST_SWEPT
                    && !interrupt.cancellation().isCancelled(); atOnce *= 2) {
                RunSetup setup = endpoint.setup(atOnce, OptionalDouble.empty(), options.seed.orElse(1L));
                var experiment = new Experiment(first.id(), List.of(setup), first.workload(),
                        List.of(points.size() + 1));
                try (var progress = new RunProgress(terminal,
                        first.workload().rows().size() * first.workload().passes(), 1)) {
                    runs.addAll(bench.benchmark().get().run(experiment, progress, interrupt.cancellation()));
                }
                points.add(point(bench, atOnce, runs.getLast()));
            }
            if (interrupt.cancellation().isCancelled()) {
                terminal.err().println("Cancelled. Finished samples are kept: " + ResultTable.ids(runs));
                return ExitCode.CANCELLED;
            }
        }
        int code = closing(bench, runs);
        terminal.out()
                .println(Knee.of(points)
                        .map(knee -> "Knee: " + knee.concurrency()
                                + " at once, the smallest load with 90 % of the largest throughput ("
                                + Figures.format("%.1f", knee.outputTokensPerSecond()) + " tokens/s)"
                                + (Knee.isOpen(points) ? "; throughput still grew at the largest load tried." : "."))
                        .orElse("No knee: requests failed at every load."));
        return code;
    }

    private static Knee.Point point(CliServices bench, int atOnce, Run run) {
        double perSecond = RunSummary.of(run, bench.store().get().samples(run.id()))
                .latency()
                .map(LatencySummary::outputTokensPerSecond)
                .orElse(0.0);
        int failed = Integer.parseInt(run.provenance().getOrDefault("endpoint.failed", "0"));
        return new Knee.Point(atOnce, perSecond, run.state() == RunState.FINISHED ? failed : Math.max(1, failed));
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
        return closing(bench, runs);
    }

    private int closing(CliServices bench, List<Run> runs) {
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
