package org.headlinebench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.device.DeviceId;
import org.headlinebench.experiment.ExperimentDefinition;
import org.headlinebench.experiment.ExperimentFile;
import org.headlinebench.experiment.ExperimentPart;
import org.headlinebench.experiment.ExperimentPlanner;
import org.headlinebench.experiment.ExperimentRunner;
import org.headlinebench.experiment.reference.ReferenceExperiment;
import org.headlinebench.experiment.reference.ReferenceExperiments;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;

@Command(name = "experiment", mixinStandardHelpOptions = true, sortOptions = false, description = "Runs an experiment file, or a published table of the reference work with a model of yours. Started again it continues where it ended.%n", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench experiment caches.yaml --dry-run",
    "  headline-bench experiment reference-2 --model llama-3.2-1b --target llama-3.1-8b",
    "  headline-bench experiment report --json report.json", "", "docs/experiments.md describes the file format."})
final class ExperimentCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "FILE|NAME", description = "A YAML file, or reference-1, reference-2, fastllama, guide, report. Without it, what there is.")
    private Optional<String> what;

    @Option(names = "--model", paramLabel = "ID|PATH", description = "In place of the file's models; may be given several times. Default: the catalog's default.")
    private List<String> models = List.of();

    @Option(names = "--target", paramLabel = "ID|PATH", description = "For rows that the reference ran with a larger model. Default: the same as --model.")
    private Optional<String> target;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "Where tables of the reference run (default: ${DEFAULT-VALUE}); a file says it itself.")
    private String device;

    @Option(names = "--on", paramLabel = "NAME", description = "Behind a launcher, in place of the file's 'on'.")
    private Optional<String> launcher;

    @Option(names = "--dataset", paramLabel = "FILE", description = "In place of the experiment's dataset.")
    private Optional<Path> dataset;

    @Option(names = "--rows", paramLabel = "ROWS", description = "In place of the experiment's rows.")
    private Optional<String> rows;

    @Option(names = "--dry-run", description = "Prints what would run, with estimated memory and time, and what is refused; runs nothing.")
    private boolean dryRun;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes runs and samples to a file (docs/export-format.md).")
    private Optional<Path> json;

    @Option(names = "--yes", description = "Fetches models that are not here without asking.")
    private boolean yes;

    ExperimentCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var references = ReferenceExperiments.load();
        if (what.isEmpty()) {
            var table = new TextTable("name", "experiment");
            references.all().forEach(experiment -> table.row(experiment.id(), experiment.title()));
            table.lines().forEach(terminal.out()::println);
            return ExitCode.OK;
        }
        CliServices bench = services.get();
        Optional<ReferenceExperiment> reference = references.find(what.get());
        ExperimentDefinition definition = chosen(reference, references, bench);
        definition.launcher().ifPresent(bench.launchers()::place);
        Dataset news = definition.workload().read();
        Workload workload = definition.workload().of(news);
        List<ExperimentPart> parts = new ExperimentPlanner(bench.models(), bench.store().get(), bench.devices().list())
                .plan(definition, workload);
        var plan = new PlanTable(parts);
        if (dryRun) {
            plan.lines().forEach(terminal.out()::println);
            return ExitCode.OK;
        }
        if (definition.launcher().isEmpty()) {
            var consent = new ModelConsent(bench, terminal, yes);
            models(parts).forEach(consent::require);
        }
        terminal.err().println("Dataset " + news.name() + ": " + news.report().summary());
        plan.refusals().forEach(terminal.err()::println);
        return conduct(bench, parts, workload, reference);
    }

    private ExperimentDefinition chosen(Optional<ReferenceExperiment> reference, ReferenceExperiments references,
            CliServices bench) {
        ExperimentDefinition definition = reference
                .map(table -> table.definition(models, target, DeviceId.parse(device)))
                .orElseGet(() -> ExperimentFile.read(file(references)));
        List<String> chosen = !models.isEmpty()
                ? models
                : !definition.models().isEmpty()
                        ? definition.models()
                        : List.of(bench.library().catalog().defaultId().value());
        definition = definition.with(chosen, target);
        if (launcher.isPresent()) {
            definition = definition.on(launcher.get());
        }
        if (dataset.isPresent()) {
            definition = definition.with(definition.workload().with(dataset.get()));
        }
        return rows.isPresent()
                ? definition.with(definition.workload().with(RowSelection.parse(rows.get())))
                : definition;
    }

    private Path file(ReferenceExperiments references) {
        Path file = Path.of(what.orElseThrow());
        if (!Files.exists(file)) {
            throw new UserError("There is no experiment and no file '" + what.get() + "'.",
                    Nearest.hint(what.get(), references.ids()).replaceFirst("\\.$", "")
                            + ", or the path of a YAML file.");
        }
        return file;
    }

    private static Stream<String> models(List<ExperimentPart> parts) {
        return parts.stream()
                .flatMap(part -> Stream.concat(Stream.of(part.model()),
                        part.runs().stream().flatMap(run -> Drafts.of(run.setup().stack()).stream())))
                .distinct();
    }

    private int conduct(CliServices bench, List<ExperimentPart> parts, Workload workload,
            Optional<ReferenceExperiment> reference) {
        var runner = new ExperimentRunner(bench.benchmark().get(), bench.store().get());
        List<List<Run>> over = new ArrayList<>();
        try (var interrupt = new CtrlC()) {
            for (ExperimentPart part : parts) {
                long done = part.runs().size() - part.open().size();
                if (done > 0) {
                    terminal.err()
                            .println("Continuing " + part.id() + ": " + done + " of " + part.runs().size()
                                    + " runs are finished.");
                }
                try (var progress = new RunProgress(terminal, workload.rows().size() * workload.passes(),
                        part.runs().size())) {
                    over.add(runner.run(part, workload, progress, interrupt.cancellation()));
                }
            }
            if (interrupt.cancellation().isCancelled()) {
                terminal.err().println("Cancelled. The same command continues where it ended.");
                return ExitCode.CANCELLED;
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            closing(bench, parts.get(i), over.get(i));
        }
        reference.ifPresent(table -> new PublishedTable(bench.store().get(), bench.evaluations().get().store().list())
                .lines(table, parts, over)
                .forEach(terminal.out()::println));
        List<Run> all = over.stream().flatMap(List::stream).toList();
        json.ifPresent(file -> {
            Exports.json(bench, all, file);
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        return all.stream().anyMatch(run -> run.state() == RunState.FAILED) ? ExitCode.RUN_FAILED : ExitCode.OK;
    }

    private void closing(CliServices bench, ExperimentPart part, List<Run> runs) {
        terminal.out().println();
        terminal.out().println(part.id() + " on " + part.model());
        new ResultTable(bench.store().get()).lines(runs).forEach(terminal.out()::println);
        NoiseFloorText.of(bench.store().get(), runs).ifPresent(terminal.out()::println);
        terminal.out().println("Runs " + ResultTable.ids(runs) + " are kept in " + bench.folder() + ".");
    }
}
