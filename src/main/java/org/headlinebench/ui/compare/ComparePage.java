package org.headlinebench.ui.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.ui.chart.ComparisonCharts;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;
import org.headlinebench.ui.text.Problem;
import org.headlinebench.ui.text.ProblemBox;
import org.headlinebench.ui.text.ShownAs;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/** The shown runs beside a baseline, in the words and with the intervals that every face of the program uses. */
public final class ComparePage extends VBox {
    private final CompareModel model;
    private final ObservableList<RunModel> runs;
    private final ObservableValue<Theme> theme;
    private final ComboBox<RunModel> baseline = new ComboBox<>();
    private final VBox content = new VBox();

    /** @param measuring whether a run is measured, which comparing would disturb */
    public ComparePage(CompareModel model, ObservableList<RunModel> runs, ObservableValue<Theme> theme,
            ObservableValue<Boolean> measuring) {
        this.model = model;
        this.runs = runs;
        this.theme = theme;
        getStyleClass().add("page");
        content.getStyleClass().add("model-cards");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("trial-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(choice(measuring),
                new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.problem()), scroll);
        model.result().subscribe(_ -> show());
        theme.subscribe(_ -> show());
        runs.addListener((ListChangeListener<RunModel>) _ -> offer());
        offer();
    }

    private HBox choice(ObservableValue<Boolean> measuring) {
        baseline.setId("compare-baseline");
        baseline.setPrefWidth(280);
        baseline.setConverter(new ShownAs<>(RunModel::label));
        var compare = new Button(Messages.text("compare.run"));
        compare.setId("compare-run");
        compare.getStyleClass().add("accent");
        compare.setMinWidth(Region.USE_PREF_SIZE);
        compare.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> baseline.getValue() == null || runs.size() < 2
                        || model.busy().get() || measuring.getValue(), baseline.valueProperty(), runs, model.busy(),
                        measuring));
        compare.setOnAction(_ -> model.compare(baseline.getValue(), List.copyOf(runs)));
        var line = new HBox(new Label(Messages.text("compare.baseline")), baseline, compare);
        line.getStyleClass().add("tool-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void offer() {
        model.reset();
        baseline.getItems().setAll(runs);
        baseline.setValue(runs.isEmpty() ? null : runs.getFirst());
        show();
    }

    private void show() {
        List<Node> nodes = new ArrayList<>();
        model.result()
                .get()
                .ifPresentOrElse(result -> fill(nodes, result), () -> nodes.add(words(
                        Messages.text(runs.size() < 2 ? "compare.none" : "compare.ready"), "note")));
        content.getChildren().setAll(nodes);
    }

    private void fill(List<Node> nodes, Result result) {
        if (!result.comparisons().compared().isEmpty()) {
            nodes.add(new ComparisonCharts(result, theme.getValue()));
        }
        for (int i = 0; i < result.runs().size(); i++) {
            nodes.add(card(result.runs().get(i), result.comparisons().runs().get(i)));
        }
        ComparisonWords.method(result.comparisons()).forEach(line -> nodes.add(words(line, "note")));
    }

    private Node card(RunModel run, RunComparison comparison) {
        var name = new Label(run.label());
        name.getStyleClass().add("card-title");
        var title = new HBox(new SeriesSwatch(run.style(), theme), name);
        title.getStyleClass().add("line");
        title.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(4, title, words(ComparisonWords.differences(comparison), "note"));
        card.getStyleClass().add("model-card");
        switch (comparison) {
            case RunComparison.Refused refused ->
                card.getChildren().add(new ProblemBox(new Problem(refused.reason(), refused.remedy())));
            case RunComparison.Compared compared -> {
                for (Metric metric : List.of(Metric.END_TO_END, Metric.ROUGE_1)) {
                    compared.of(metric)
                            .ifPresent(effect -> card.getChildren()
                                    .addAll(
                                            words(sentence(effect), "strong"),
                                            words(ComparisonWords.sensitivity(effect), "note")));
                }
                ComparisonWords.notes(compared).forEach(note -> card.getChildren().add(words(note, "note")));
            }
        }
        return card;
    }

    private static String sentence(Effect effect) {
        return Messages.text("compare.effect", effect.metric().label(), ComparisonWords.effect(effect),
                ComparisonWords.verdict(effect));
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
