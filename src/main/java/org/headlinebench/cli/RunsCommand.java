package org.headlinebench.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.comparison.ComparisonDocument;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.RunComparer;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.history.RunTransfer;
import org.headlinebench.history.StoreExport;
import org.headlinebench.tracking.Tracking;
import org.headlinebench.tracking.TrackingServer;

@Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists, shows, compares, exports, sends, imports and deletes past runs.")
final class RunsCommand implements Runnable {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    RunsCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All runs, newest first.")
    int list() {
        RunStore store = services.get().store().get();
        List<Run> runs = store.list();
        if (runs.isEmpty()) {
            terminal.out().println("No runs yet. 'headline-bench run' makes some.");
            return ExitCode.OK;
        }
        var table = new TextTable("run", "state", "model", "stack", "dataset", "rows");
        runs.forEach(run -> table.row(run.id().value(), run.state().name().toLowerCase(), run.setup().model(),
                run.setup().name(), run.workload().dataset(), run.workload().selection()));
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "A run's figures, its headlines and where it comes from.")
    int show(@Parameters(paramLabel = "RUN") String id) {
        RunStore store = services.get().store().get();
        Run run = find(store, id);
        var out = terminal.out();
        new ResultTable(store).lines(List.of(run)).forEach(out::println);
        out.println();
        for (Sample sample : store.samples(run.id())) {
            out.println("row " + sample.row() + "  " + Figures.millis(sample.times().endToEndMillis()) + " ms  ROUGE-1 "
                    + Figures.score(sample.rouge().rouge1().f1()));
            sample.speculation().ifPresent(counts -> out.println("  proposing  " + SpeculationText.of(counts)));
            out.println("  actual     " + sample.actualHeadline());
            out.println("  generated  " + sample.headline());
        }
        out.println();
        out.println("stack      " + run.setup().stack());
        out.println("workload   " + run.workload());
        run.load().ifPresent(load -> load.facts().forEach(fact -> out.println("fact       " + fact)));
        run.provenance().forEach((name, value) -> out.println(name + " = " + value));
        return ExitCode.OK;
    }

    @Command(name = "compare", mixinStandardHelpOptions = true, description = "Compares runs with a baseline, article by article.")
    int compare(
            @Parameters(paramLabel = "BASE", index = "0", description = "The run that the others are compared with.") String base,
            @Parameters(paramLabel = "RUN", index = "1..*", arity = "1..*") List<String> ids,
            @Option(names = "--json", paramLabel = "FILE", description = "Writes the comparison to a file (docs/export-format.md).") Optional<Path> json) {
        RunStore store = services.get().store().get();
        Comparisons comparisons = new RunComparer(store).compare(find(store, base),
                ids.stream().map(id -> find(store, id)).toList());
        ComparisonTable.lines(comparisons).forEach(terminal.out()::println);
        json.ifPresent(file -> {
            byte[] content = ComparisonDocument.of(comparisons).getBytes(StandardCharsets.US_ASCII);
            AtomicFile.write(file, out -> out.write(content));
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        return comparisons.compared().isEmpty() ? ExitCode.REFUSED : ExitCode.OK;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Writes runs and their samples to a .json, .csv or .hbruns (run store) file.")
    int export(@Parameters(paramLabel = "RUN", arity = "0..*", description = "Default: all runs.") List<String> ids,
            @Option(names = "--to", required = true, paramLabel = "FILE") Path file,
            @Option(names = "--summary", description = "A row per run instead of a row per sample (.csv only).") boolean summary) {
        CliServices bench = services.get();
        RunStore store = bench.store().get();
        List<Run> runs = ids == null || ids.isEmpty()
                ? store.list()
                : ids.stream().map(id -> find(store, id)).toList();
        String name = file.getFileName().toString().toLowerCase();
        if (summary && !name.endsWith(".csv")) {
            throw new UserError("--summary is for .csv files; a .json file has the summaries beside the samples.",
                    "End the file's name in .csv, or leave --summary out.");
        }
        if (name.endsWith(".csv") && summary) {
            Exports.summaryCsv(bench, runs, file);
        } else if (name.endsWith(".csv")) {
            Exports.csv(bench, runs, file);
        } else if (name.endsWith(".json")) {
            Exports.json(bench, runs, file);
        } else if (StoreExport.named(file)) {
            Exports.store(bench, runs, file);
        } else {
            throw new UserError("'" + file.getFileName() + "' names no known format.",
                    "End it in .json, .csv or .hbruns.");
        }
        terminal.out().println("Written: " + count(runs.size()) + " to " + file.toAbsolutePath());
        return ExitCode.OK;
    }

    private static String count(int runs) {
        return runs + (runs == 1 ? " run" : " runs");
    }

    @Command(name = "send", mixinStandardHelpOptions = true, description = {
        "Sends runs to an MLflow server: parameters, metrics, tags, exports and charts.",
        "A run that is there with the same figures is left as it is. A token is taken from the environment variable MLFLOW_TRACKING_TOKEN."})
    int send(@Parameters(paramLabel = "RUN", arity = "1..*") List<String> ids,
            @Option(names = "--to", paramLabel = "URL", description = "Default: MLFLOW_TRACKING_URI of the environment.") Optional<String> address,
            @Option(names = "--experiment", paramLabel = "NAME", defaultValue = TrackingServer.DEFAULT_EXPERIMENT, description = "The experiment there (default: ${DEFAULT-VALUE}).") String experiment) {
        CliServices bench = services.get();
        RunStore store = bench.store().get();
        List<Run> runs = ids.stream().map(id -> find(store, id)).distinct().toList();
        Tracking tracking = bench.tracking().get();
        tracking.send(runs, tracking.server(address, experiment),
                sent -> SentText.lines(sent).forEach(terminal.out()::println));
        return ExitCode.OK;
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Takes runs over into the store, from a .json export or another run store (.hbruns, .sqlite).")
    int importRuns(@Parameters(paramLabel = "FILE") Path file) {
        RunTransfer.Outcome outcome = new RunTransfer(services.get().store().get()).importFile(file);
        terminal.out()
                .println("Imported: " + count(outcome.imported().size())
                        + (outcome.present() == 0
                                ? "."
                                : "; " + outcome.present() + (outcome.present() == 1
                                        ? " was here already and was left as it is."
                                        : " were here already and were left as they are.")));
        return ExitCode.OK;
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes runs for good.")
    int delete(@Parameters(paramLabel = "RUN", arity = "1..*") List<String> ids) {
        RunStore store = services.get().store().get();
        List<Run> runs = ids.stream().map(id -> find(store, id)).toList();
        runs.forEach(run -> store.delete(run.id()));
        terminal.out().println("Deleted: " + ResultTable.ids(runs));
        return ExitCode.OK;
    }

    private static Run find(RunStore store, String id) {
        return RunChoice.find(store, id);
    }
}
