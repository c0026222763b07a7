package org.headlinebench.ui.compare;

import java.util.List;
import java.util.Optional;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Quantity;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;
import org.headlinebench.ui.text.ProblemBox;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/**
 * A line per run: the baseline's means, and below them the others' paired ratios and differences, each with its interval,
 * and a word where one may be said. A run that cannot be compared says why instead.
 */
final class EffectTable extends GridPane {
    private static final List<Metric> METRICS = List.of(Metric.END_TO_END, Metric.TTFT, Metric.TPOT, Metric.ROUGE_1,
            Metric.ROUGE_2, Metric.ROUGE_L);
    private static final List<Quantity> QUANTITIES = List.of(Quantity.THROUGHPUT, Quantity.PEAK_MEMORY);
    private static final double NAME_WIDTH = 200;

    private final ObservableValue<Theme> theme;
    private int row;

    EffectTable(Result result, ObservableValue<Theme> theme) {
        this.theme = theme;
        setId("effects");
        getStyleClass().addAll("model-card", "effects");
        var name = new ColumnConstraints(NAME_WIDTH, NAME_WIDTH, Double.MAX_VALUE);
        name.setHgrow(Priority.ALWAYS);
        getColumnConstraints().add(name);
        head();
        baseline(result);
        for (int i = 0; i < result.runs().size(); i++) {
            line(result, result.runs().get(i), result.comparisons().runs().get(i));
        }
        for (Node node : getChildren()) {
            setValignment(node, VPos.TOP);
        }
    }

    private void head() {
        add(words(Messages.text("compare.table.run"), "field-name"), 0, row);
        for (int i = 0; i < METRICS.size(); i++) {
            Metric metric = METRICS.get(i);
            add(words(Messages.text(metric.isLatency() ? "compare.table.ratio" : "compare.table.difference",
                    metric.label()), "field-name"), i + 1, row);
        }
        for (int i = 0; i < QUANTITIES.size(); i++) {
            add(words(QUANTITIES.get(i).label(), "field-name"), METRICS.size() + 1 + i, row);
        }
        row++;
    }

    private void baseline(Result result) {
        add(name(result.baseline(), Messages.text("compare.table.baseline")), 0, row);
        for (int i = 0; i < METRICS.size(); i++) {
            Metric metric = METRICS.get(i);
            result.comparisons()
                    .compared()
                    .stream()
                    .flatMap(run -> run.of(metric).stream())
                    .findFirst()
                    .map(effect -> mean(metric, effect.baselineMean()))
                    .ifPresent(
                            cell(i + 1));
        }
        quantities(result, result.measured());
        row++;
    }

    private void line(Result result, RunModel run, RunComparison comparison) {
        add(name(run, ComparisonWords.differences(comparison)), 0, row);
        switch (comparison) {
            case RunComparison.Refused refused -> add(new ProblemBox(new Problem(refused.reason(), refused.remedy())),
                    1, row, METRICS.size() + QUANTITIES.size(), 1);
            case RunComparison.Compared compared -> {
                for (int i = 0; i < METRICS.size(); i++) {
                    compared.of(METRICS.get(i)).map(EffectTable::effect).ifPresent(cell(i + 1));
                }
                result.candidates()
                        .stream()
                        .filter(each -> each.run().id().equals(compared.candidate().id()))
                        .findFirst()
                        .ifPresent(candidate -> quantities(result, candidate));
            }
        }
        row++;
    }

    private void quantities(Result result, Candidate candidate) {
        for (int i = 0; i < QUANTITIES.size(); i++) {
            Quantity quantity = QUANTITIES.get(i);
            var value = quantity.of(candidate);
            if (value.isPresent()) {
                var cell = new VBox(words(quantity.text(value.getAsDouble()), "strong"));
                var before = quantity.of(result.measured());
                if (candidate.comparison().isPresent() && before.orElse(0) > 0) {
                    cell.getChildren()
                            .add(words(Messages.text("compare.table.times",
                                    ComparisonWords.number(Metric.END_TO_END,
                                            value.getAsDouble() / before.getAsDouble())),
                                    "note"));
                }
                add(cell, METRICS.size() + 1 + i, row);
            }
        }
    }

    private java.util.function.Consumer<Node> cell(int column) {
        int line = row;
        return node -> add(node, column, line);
    }

    private VBox name(RunModel run, String what) {
        var label = words(Messages.text("compare.table.name", run.ordinal(), run.label()), "card-title");
        label.setWrapText(true);
        var swatch = new SeriesSwatch(run.style(), theme);
        var line = new HBox(swatch, label);
        line.getStyleClass().add("line");
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(label, Priority.ALWAYS);
        var note = words(what, "note");
        note.setWrapText(true);
        return new VBox(line, note);
    }

    private static VBox mean(Metric metric, double mean) {
        return new VBox(words(metric.isLatency()
                ? Messages.text("compare.table.millis", org.headlinebench.ui.text.Figures.millis(mean))
                : org.headlinebench.ui.text.Figures.score(mean), "strong"));
    }

    private static VBox effect(Effect effect) {
        var cell = new VBox(1, words(ComparisonWords.number(effect.metric(), effect.estimate()), "strong"));
        effect.interval()
                .ifPresent(interval -> cell.getChildren()
                        .add(words(
                                ComparisonWords.interval(effect.metric(), interval), "note")));
        if (effect.metric().isJudged()) {
            var verdict = words(ComparisonWords.verdict(effect), "tag");
            look(effect.verdict()).ifPresent(verdict.getStyleClass()::add);
            verdict.setTooltip(new Tooltip(ComparisonWords.sensitivity(effect)));
            cell.getChildren().add(verdict);
        }
        return cell;
    }

    private static Optional<String> look(Optional<Verdict> verdict) {
        return verdict.flatMap(found -> switch (found) {
            case FASTER, BETTER -> Optional.of("tag-measured");
            case SLOWER, WORSE -> Optional.of("tag-worse");
            case NO_DIFFERENCE_SHOWN -> Optional.empty();
        });
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setMinWidth(styleClass.equals("card-title") || styleClass.equals("note") ? 0 : Region.USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
