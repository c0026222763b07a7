package org.headlinebench.history;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.explanation.Explanation;
import org.headlinebench.explanation.Explanations;
import org.headlinebench.explanation.SameConfiguration;

/**
 * Writes runs to files in the formats of {@code docs/export-format.md}. One run at a time is in memory, beside the one
 * it is compared with.
 */
public final class RunExport {
    private final RunStore store;
    private final String appVersion;
    private final Clock clock;

    /** @param appVersion version of the program that exports, which may not be the one that measured */
    public RunExport(RunStore store, String appVersion, Clock clock) {
        this.store = store;
        this.appVersion = appVersion;
        this.clock = clock;
    }

    /**
     * Writes runs with all they consist of as JSON, in the order given, each once.
     *
     * @throws ExportError if a run is not there or the file cannot be written, which then is as it was before
     */
    public void writeJson(List<RunId> ids, Path file) {
        List<Run> runs = find(ids);
        AtomicFile.write(file, out -> {
            var baseline = new Baseline();
            try (var document = new RunsDocument(out, appVersion, clock.instant())) {
                for (Run run : runs) {
                    baseline.select(run.experiment());
                    if (baseline.is(run)) {
                        document.write(run, RunSummary.of(run, baseline.samples), Optional.empty(), List.of(),
                                same(run),
                                baseline.samples,
                                store.memory(run.id()), store.machine(run.id()));
                    } else {
                        List<Sample> samples = store.samples(run.id());
                        document.write(run, RunSummary.of(run, samples, baseline.samples), baseline.id(),
                                baseline.explain(run, samples), same(run), samples,
                                store.memory(run.id()), store.machine(run.id()));
                    }
                }
                document.end(refused(runs));
            }
        });
    }

    /**
     * Writes the samples of runs as one table for spreadsheets, in the order given, each run once.
     *
     * @throws ExportError if a run is not there or the file cannot be written, which then is as it was before
     */
    public void writeCsv(List<RunId> ids, Path file) {
        List<Run> runs = find(ids);
        AtomicFile.write(file, out -> {
            var table = new SampleTable(out);
            for (Run run : runs) {
                table.write(run, store.samples(run.id()));
            }
            table.end();
        });
    }

    /**
     * Writes the summaries of runs as one table, a row per run, in the order given.
     *
     * @throws ExportError if a run is not there or the file cannot be written, which then is as it was before
     */
    public void writeSummaryCsv(List<RunId> ids, Path file) {
        List<Run> runs = find(ids);
        AtomicFile.write(file, out -> {
            var table = new SummaryTable(out);
            var baseline = new Baseline();
            for (Run run : runs) {
                baseline.select(run.experiment());
                List<Sample> against = baseline.is(run) ? List.of() : baseline.samples;
                table.write(run, RunSummary.of(run, store.samples(run.id()), against));
            }
            table.end();
        });
    }

    private Map<String, List<RefusedStack>> refused(List<Run> runs) {
        var refused = new LinkedHashMap<String, List<RefusedStack>>();
        runs.stream().map(Run::experiment).distinct().forEach(experiment -> {
            List<RefusedStack> stacks = store.refused(experiment);
            if (!stacks.isEmpty()) {
                refused.put(experiment, stacks);
            }
        });
        return refused;
    }

    private List<RunId> same(Run run) {
        return SameConfiguration.as(run, store.ofExperiment(run.experiment()), other -> store.samples(other.id()))
                .stream()
                .map(Run::id)
                .toList();
    }

    private List<Run> find(List<RunId> ids) {
        return new LinkedHashSet<>(ids).stream()
                .map(id -> store.find(id)
                        .orElseThrow(() -> new ExportError("There is no run " + id + " in the store.",
                                "'headline-bench runs list' shows the runs that there are.")))
                .toList();
    }

    /** The first run of an experiment with its samples, kept while the runs of that experiment are written. */
    private final class Baseline {
        private Optional<String> experiment = Optional.empty();
        private Optional<Run> run = Optional.empty();
        private List<Sample> samples = List.of();

        void select(String wanted) {
            if (experiment.filter(wanted::equals).isEmpty()) {
                experiment = Optional.of(wanted);
                // Where the first one was deleted nothing takes its place: that would be another comparison.
                run = store.ofExperiment(wanted).stream().filter(candidate -> candidate.ordinal() == 1).findFirst();
                samples = run.map(found -> store.samples(found.id())).orElse(List.of());
            }
        }

        boolean is(Run other) {
            return id().filter(other.id()::equals).isPresent();
        }

        List<Explanation> explain(Run other, List<Sample> otherSamples) {
            return run.map(found -> Explanations.of(other, otherSamples, found, samples)).orElse(List.of());
        }

        Optional<RunId> id() {
            return run.map(Run::id);
        }
    }
}
