package org.headlinebench.experiment.reference;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.device.DeviceId;
import org.headlinebench.experiment.ExperimentDefinition;
import org.headlinebench.experiment.WorkloadChoice;

/**
 * A published table as an experiment.
 *
 * @param id       as typed on the command line
 * @param title    what it is
 * @param setting  model and machine of the published figures
 * @param workload rows, prompt and rules of all rows
 * @param flags    what is not like for like in the whole table, in words
 * @param rows     the table; the first is the baseline
 * @param series   names of rows in which one axis is added at a time
 */
public record ReferenceExperiment(String id, String title, String setting, WorkloadChoice workload,
        List<String> flags, List<ReferenceRow> rows, List<List<String>> series) {
    public ReferenceExperiment {
        flags = List.copyOf(flags);
        rows = List.copyOf(rows);
        series = List.copyOf(series);
        List<String> names = rows.stream().map(ReferenceRow::name).toList();
        rows.forEach(row -> requireKnown(row.combines(), names));
        series.forEach(one -> requireKnown(one, names));
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("two rows have one name");
        }
    }

    /** The experiment to run: rows in the table's order, since readers compare it line by line. */
    public ExperimentDefinition definition(List<String> models, Optional<String> target, DeviceId device) {
        return new ExperimentDefinition(id, models, target, device, workload,
                rows.stream().map(ReferenceRow::stack).toList(), 1, OptionalLong.empty(), true);
    }

    /** Whether the reference published figures of any row. */
    public boolean isPublished() {
        return rows.stream().anyMatch(row -> !row.published().isEmpty());
    }

    /**
     * What was published where and measured where, in sentences.
     *
     * @param runs of the table, at least one
     */
    public String likeness(Collection<Run> runs) {
        WorkloadIdentity measured = runs.iterator().next().workload();
        return "Published: " + setting + ". Measured: " + each(runs, run -> run.setup().model()) + " on "
                + each(runs, run -> run.setup().place()) + ", rows " + measured.selection() + " of "
                + measured.dataset()
                + (measured.selection().equals(workload.rows().text())
                        ? ""
                        : " (the table has rows " + workload.rows().text() + ")")
                + ". Model, hardware and articles differ, so shapes compare and numbers do not.";
    }

    private static String each(Collection<Run> runs, Function<Run, String> what) {
        return runs.stream().map(what).distinct().collect(Collectors.joining(", "));
    }

    private static void requireKnown(List<String> words, List<String> names) {
        words.forEach(word -> {
            if (!names.contains(word)) {
                throw new IllegalArgumentException("there is no row '" + word + "' in this experiment");
            }
        });
    }
}
