package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs stacks over news rows and prints what each bought.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench run",
    "  headline-bench run --stack cache=none --stack cache=static,precision=bfloat16 --rows 1-50",
    "  headline-bench run --model ./model.gguf --dataset news.jsonl --rows \"sample(100,seed=7)\" --json runs.json"})
final class RunCommand implements Callable<Integer> {
    private static final long CANCEL_SECONDS = 5;

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private RunOptions options;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes runs and samples to a file (docs/export-format.md).")
    private Optional<Path> json;

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
        requireModel(bench, model);
        stacks.stream()
                .map(Drafts::of)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(draft -> requireModel(bench, draft));
        terminal.err().println("Dataset " + news.name() + ": " + news.report().summary());
        var experiment = new Experiment("cli-" + java.time.Instant.now().toEpochMilli(),
                stacks.stream().map(stack -> new RunSetup(model, device, stack)).toList(), workload);
        return conduct(bench, experiment);
    }

    private int conduct(CliServices bench, Experiment experiment) {
        var cancellation = new Cancellation();
        var over = new CountDownLatch(1);
        Thread hook = cancelOnInterrupt(cancellation, over);
        List<Run> runs;
        try (var progress = new RunProgress(terminal,
                experiment.workload().rows().size() * experiment.workload().passes(), experiment.setups().size())) {
            runs = bench.benchmark().get().run(experiment, progress, cancellation);
        } finally {
            over.countDown();
        }
        if (cancellation.isCancelled()) {
            terminal.err()
                    .println("Cancelled. Finished samples are kept: headline-bench runs show "
                            + runs.getFirst().id());
            return ExitCode.CANCELLED;
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        terminal.out().println();
        new ResultTable(bench.store().get()).lines(runs).forEach(terminal.out()::println);
        terminal.out().println("Runs " + ResultTable.ids(runs) + " are kept in " + bench.folder() + ".");
        json.ifPresent(file -> {
            Exports.json(bench, runs, file);
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        return runs.stream().anyMatch(run -> run.state() == RunState.FAILED) ? ExitCode.RUN_FAILED : ExitCode.OK;
    }

    /** Asks for a model that must be fetched first; refuses where nobody can answer. */
    private void requireModel(CliServices bench, String model) {
        if (!(bench.library().find(model) instanceof ModelChoice.FromCatalog(CatalogEntry entry))
                || bench.library().isInstalled(entry) || yes) {
            return;
        }
        String question = entry.name() + " is not on this machine (" + Figures.size(entry.sizeBytes()) + ", licence "
                + entry.licence().spdx() + ").";
        if (!terminal.interactive()) {
            throw new UserError(question,
                    "Fetch it with 'headline-bench models pull " + entry.id().value() + "', or add --yes.");
        }
        terminal.err().print(question + " Fetch it now? [Y/n] ");
        terminal.err().flush();
        try {
            String answer = terminal.in().readLine();
            if (answer == null || answer.strip().toLowerCase().startsWith("n")) {
                throw new UserError("Without the model nothing can run.", "Choose another one with --model.");
            }
        } catch (java.io.IOException e) {
            throw new UserError("The answer cannot be read.", "Add --yes to fetch without a question.", e);
        }
    }

    /** Ctrl-C: the workers end, the runs are stored as cancelled, then the process goes. */
    private static Thread cancelOnInterrupt(Cancellation cancellation, CountDownLatch over) {
        var hook = new Thread(() -> {
            cancellation.cancel();
            try {
                over.await(CANCEL_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "cancel");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }
}
