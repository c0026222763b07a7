package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.experiment.ExperimentPart;
import org.headlinebench.experiment.PlannedRun;
import org.headlinebench.experiment.reference.PublishedFigure;
import org.headlinebench.experiment.reference.ReferenceExperiment;
import org.headlinebench.experiment.reference.ReferenceRow;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.CombinedGain;

/** The reference's published figures beside measured ones, with what is not like for like; combined gains. */
final class PublishedTable {
    private final RunStore store;
    private final List<Evaluation> evaluations;
    private final Map<String, Integer> notes = new LinkedHashMap<>();

    /** @param evaluations what is stored of quality beyond ROUGE, the newest first */
    PublishedTable(RunStore store, List<Evaluation> evaluations) {
        this.store = store;
        this.evaluations = List.copyOf(evaluations);
    }

    /**
     * @param parts what was planned
     * @param runs  per part, what ran
     */
    List<String> lines(ReferenceExperiment reference, List<ExperimentPart> parts, List<List<Run>> runs) {
        Map<String, Run> byName = byName(parts, runs);
        List<String> lines = new ArrayList<>(List.of("", reference.title()));
        if (reference.isPublished()) {
            lines.addAll(published(reference, parts, byName));
        }
        lines.addAll(gains(reference, byName));
        return lines;
    }

    private List<String> published(ReferenceExperiment reference, List<ExperimentPart> parts, Map<String, Run> byName) {
        List<PublishedFigure> figures = Arrays.stream(PublishedFigure.values())
                .filter(figure -> reference.rows().stream().anyMatch(row -> row.published().containsKey(figure)))
                .toList();
        var table = new TextTable(Stream.concat(Stream.of("technique", "tag"),
                Stream.concat(figures.stream().map(PublishedFigure::heading), Stream.of("notes")))
                .toArray(String[]::new));
        for (ReferenceRow row : reference.rows()) {
            String remarks = marks(Stream.concat(row.flags().stream(), refusal(row, parts).stream()).toList());
            Optional<Run> run = Optional.ofNullable(byName.get(row.name()));
            row(table, row.title(), run.map(found -> found.setup().provenance()).orElse(Provenance.MEASURED),
                    figures.stream().map(figure -> measured(figure, run)).toList(), "");
            row(table, "", Provenance.PUBLISHED, figures.stream()
                    .map(figure -> number(figure,
                            row.published().get(figure)))
                    .toList(), remarks);
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        if (!byName.isEmpty()) {
            lines.add(reference.likeness(byName.values()));
        }
        figures.stream()
                .filter(figure -> byName.values()
                        .stream()
                        .allMatch(run -> measured(figure, Optional.of(run)).equals(Figures.NONE)))
                .forEach(figure -> figure.command()
                        .ifPresent(command -> lines.add("The column '" + figure.heading()
                                + "': nothing is stored for these configurations; 'headline-bench " + command
                                + "' measures it.")));
        reference.flags().forEach(flag -> lines.add("All rows: " + flag + "."));
        notes.forEach((note, number) -> lines.add("[" + number + "] " + note + (note.endsWith(".") ? "" : ".")));
        return lines;
    }

    private static void row(TextTable table, String title, Provenance tag, List<String> figures, String remarks) {
        table.row(Stream.concat(Stream.of(title, tag.label()), Stream.concat(figures.stream(), Stream.of(remarks)))
                .toArray(String[]::new));
    }

    private String marks(List<String> flags) {
        flags.forEach(flag -> notes.putIfAbsent(flag, notes.size() + 1));
        return String.join(" ", flags.stream().map(flag -> "[" + notes.get(flag) + "]").toList());
    }

    private static Optional<String> refusal(ReferenceRow row, List<ExperimentPart> parts) {
        return parts.stream()
                .flatMap(part -> part.refused().stream())
                .filter(refusal -> refusal.name().equals(row.name()))
                .map((RefusedStack refusal) -> "not measured: " + refusal.reason())
                .findFirst();
    }

    private String measured(PublishedFigure figure, Optional<Run> run) {
        OptionalDouble value = run.filter(found -> found.state() == RunState.FINISHED)
                .map(found -> figure.measured(found, store.samples(found.id()), evaluations))
                .orElse(OptionalDouble.empty());
        return number(figure, value.isPresent() ? value.getAsDouble() : null);
    }

    private static String number(PublishedFigure figure, Double value) {
        return value == null ? Figures.NONE : Figures.format("%." + figure.decimals() + "f", value);
    }

    private List<String> gains(ReferenceExperiment reference, Map<String, Run> byName) {
        Optional<double[]> baseline = times(byName, reference.rows().getFirst().name());
        List<String> lines = new ArrayList<>();
        for (ReferenceRow row : reference.rows()) {
            if (!row.combines().isEmpty()) {
                lines.add(row.title() + ": " + gain(baseline, byName, row));
            }
        }
        if (!lines.isEmpty()) {
            lines.addFirst(
                    "Combined gains in E2E over the baseline, beside the product of the single ones (measured):");
        }
        for (List<String> series : reference.series()) {
            lines.add("Series: " + String.join("; ", series.stream().map(name -> step(baseline, byName, name)).toList())
                    + ".");
        }
        return lines;
    }

    private String gain(Optional<double[]> baseline, Map<String, Run> byName, ReferenceRow row) {
        Optional<double[]> combined = times(byName, row.name());
        List<Optional<double[]>> single = row.combines().stream().map(name -> times(byName, name)).toList();
        if (baseline.isEmpty() || combined.isEmpty() || single.stream().anyMatch(Optional::isEmpty)) {
            return "not measured, since one of its runs was refused or failed.";
        }
        return CombinedGain.of(baseline.get(), single.stream().map(Optional::get).toList(), combined.get(),
                Bootstrap.STANDARD)
                .map(gain -> Figures.format("%.2f x (95 %% interval %.2f-%.2f), product of %s %.2f x; %s",
                        gain.gain().estimate(), gain.gain().low(), gain.gain().high(),
                        String.join(", ", row.combines()), gain.product(), synergy(gain)))
                .orElse("one article is too few to say.");
    }

    private static String synergy(CombinedGain gain) {
        String ratio = Figures.format("%.2f (%.2f-%.2f) of the product", gain.synergy().estimate(),
                gain.synergy().low(), gain.synergy().high());
        if (gain.synergy().low() > 1) {
            return ratio + ": together more than multiplied.";
        }
        return ratio + (gain.synergy().high() < 1 ? ": together less than multiplied." : ": no difference shown.");
    }

    private String step(Optional<double[]> baseline, Map<String, Run> byName, String name) {
        Optional<double[]> times = times(byName, name);
        return baseline.isPresent() && times.isPresent()
                ? Figures.format("%s %.2f x", name,
                        Arrays.stream(baseline.get()).average().orElseThrow()
                                / Arrays.stream(times.get()).average().orElseThrow())
                : name + " " + Figures.NONE;
    }

    private Optional<double[]> times(Map<String, Run> byName, String name) {
        return Optional.ofNullable(byName.get(name))
                .filter(run -> run.state() == RunState.FINISHED)
                .map(run -> store.samples(run.id())
                        .stream()
                        .map(Sample::times)
                        .mapToDouble(times -> times.endToEndMillis())
                        .toArray());
    }

    private static Map<String, Run> byName(List<ExperimentPart> parts, List<List<Run>> runs) {
        Map<String, Run> byName = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Map<Integer, Run> byOrdinal = new LinkedHashMap<>();
            runs.get(i).forEach(run -> byOrdinal.put(run.ordinal(), run));
            for (PlannedRun planned : parts.get(i).runs()) {
                Optional.ofNullable(byOrdinal.get(planned.ordinal()))
                        .ifPresent(run -> planned.names().forEach(name -> byName.putIfAbsent(name, run)));
            }
        }
        return byName;
    }
}
