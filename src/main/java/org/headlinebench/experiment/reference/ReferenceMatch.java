package org.headlinebench.experiment.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;

/**
 * Which stored runs are rows of a published table: they belong to an experiment of the table's name, and their stack is the
 * row's.
 *
 * @param table the published one
 * @param rows  of each row that ran, by its name, the run; in the table's order
 */
public record ReferenceMatch(ReferenceExperiment table, Map<ReferenceRow, Run> rows) {
    /** Tables of which at least one row is among the runs; of a stack that ran several times the first run stands. */
    public static List<ReferenceMatch> of(ReferenceExperiments tables, List<Run> runs) {
        var matches = new ArrayList<ReferenceMatch>();
        for (ReferenceExperiment table : tables.all()) {
            List<Run> own = runs.stream()
                    .filter(run -> run.experiment().matches(table.id() + "-[0-9a-f]{8}"))
                    .toList();
            var rows = new LinkedHashMap<ReferenceRow, Run>();
            for (ReferenceRow row : table.rows()) {
                own.stream().filter(run -> isRow(row, run, own)).findFirst().ifPresent(run -> rows.put(row, run));
            }
            if (!rows.isEmpty()) {
                matches.add(new ReferenceMatch(table, rows));
            }
        }
        return matches;
    }

    private static boolean isRow(ReferenceRow row, Run run, List<Run> all) {
        return isOfModel(row, run, all)
                && stack(row, run).filter(stack -> same(stack, run.setup().stack())).isPresent();
    }

    /** Where two models ran, the larger one is the reference's target. */
    private static boolean isOfModel(ReferenceRow row, Run run, List<Run> all) {
        List<String> models = all.stream().map(each -> each.setup().model()).distinct().toList();
        if (models.size() < 2) {
            return true;
        }
        boolean isLargest = all.stream().noneMatch(other -> parameters(other) > parameters(run));
        return row.stack().onTarget() == isLargest;
    }

    private static long parameters(Run run) {
        return run.load().map(LoadReport::parameters).orElse(0L);
    }

    private static Optional<Stack> stack(ReferenceRow row, Run run) {
        try {
            return Optional.of(Stack.parse(row.stack().text(), run.setup().device().kind()));
        } catch (UserError notOfThisVersion) {
            return Optional.empty();
        }
    }

    /** A row leaves open which draft a speculative run takes. */
    private static boolean same(Stack row, Stack run) {
        return row.equals(run) || row.decoding() instanceof Decoding.Speculative
                && run.decoding() instanceof Decoding.Speculative && row.with(run.decoding()).equals(run);
    }
}
