package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.experiment.ExperimentPart;
import org.headlinebench.experiment.PlannedRun;
import org.headlinebench.experiment.RunEstimate;

/** An experiment's plan: what would run in which order, what it will take, what is refused and why. */
record PlanTable(List<ExperimentPart> parts) {
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ExperimentPart part : parts) {
            lines.add("Experiment " + part.id() + " on " + part.model());
            var table = new TextTable("run", "name", "stack", "estimated MiB", "estimated s", "state");
            for (int ordinal : part.order()) {
                PlannedRun run = part.runs().get(ordinal - 1);
                String stack = run.setup().stack().text();
                table.row(String.valueOf(ordinal), name(run), stack, run.estimate()
                        .map(estimate -> Figures.format("%.0f", estimate.memoryBytes() / 1048576.0))
                        .orElse(Figures.NONE),
                        run.estimate().map(estimate -> seconds(estimate.seconds())).orElse(Figures.NONE),
                        run.finished().map(done -> "finished: " + done.id()).orElse("to run"));
            }
            lines.addAll(table.lines());
            lines.add("");
        }
        lines.addAll(refusals());
        double open = parts.stream()
                .flatMap(part -> part.open().stream())
                .flatMap(run -> run.estimate().stream())
                .mapToDouble(RunEstimate::seconds)
                .sum();
        boolean scaled = parts.stream()
                .flatMap(part -> part.open().stream())
                .map(PlannedRun::estimate)
                .flatMap(Optional::stream)
                .allMatch(RunEstimate::scaled);
        lines.add(parts.stream().mapToInt(part -> part.open().size()).sum() + " runs are left, about "
                + seconds(open) + " s. Memory and time are estimated: memory from the configuration, time "
                + (scaled
                        ? "from it and from what earlier runs of the model took here."
                        : "from it alone, which may be wrong by a factor of three."));
        return lines;
    }

    /** What is refused, with the reason; empty where nothing is. */
    List<String> refusals() {
        return parts.stream()
                .flatMap(part -> part.refused()
                        .stream()
                        .map(refusal -> "Refused on " + part.model() + ": " + refusal.name() + " ("
                                + refusal.stack() + "). " + refusal.reason() + " " + refusal.remedy()))
                .toList();
    }

    /** A combination of a matrix has no other name than its stack. */
    private static String name(PlannedRun run) {
        List<String> own = run.names().stream().filter(name -> !name.contains("=")).toList();
        return own.isEmpty() ? Figures.NONE : String.join(", ", own);
    }

    private static String seconds(double seconds) {
        return Figures.format(seconds < 10 ? "%.1f" : "%.0f", seconds);
    }
}
