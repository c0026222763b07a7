package org.headlinebench.ui.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.ui.chart.ChartPainter;
import org.headlinebench.ui.chart.ComparisonCharts;
import org.headlinebench.ui.chart.PinsModel;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.page.ToolLine;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;
import org.headlinebench.ui.text.ShownAs;
import org.headlinebench.ui.theme.Theme;

/** The shown runs beside a baseline, in the words and with the intervals that every face of the program uses. */
public final class ComparePage extends VBox {
    private final CompareModel model;
    private final ObservableList<RunModel> runs;
    private final ObservableValue<Theme> theme;
    private final FileDialogs dialogs;
    private final PinsModel pins;
    private final ChartPainter painter;
    private final ComboBox<RunModel> baseline = new ComboBox<>();
    private final VBox content = new VBox();
    private final BooleanBinding ready;

    /**
     * @param measuring whether a run is measured, which comparing would disturb
     * @param toReport  goes where costs are told and reports are written
     */
    public ComparePage(CompareModel model, ObservableList<RunModel> runs, ObservableValue<Theme> theme,
            ObservableValue<Boolean> measuring, FileDialogs dialogs, PinsModel pins, ChartPainter painter,
            Runnable toReport) {
        this.model = model;
        this.runs = runs;
        this.theme = theme;
        this.dialogs = dialogs;
        this.pins = pins;
        this.painter = painter;
        ready = Bindings.createBooleanBinding(() -> baseline.getValue() != null && runs.size() > 1
                && !model.busy().get() && !measuring.getValue(), baseline.valueProperty(), runs, model.busy(),
                measuring);
        getStyleClass().add("page");
        content.getStyleClass().add("model-cards");
        var scroll = Scrolls.plain(new ScrollPane(content));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(choice(toReport),
                new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.problem()), scroll);
        model.result().subscribe(_ -> show());
        theme.subscribe(_ -> show());
        runs.addListener((ListChangeListener<RunModel>) _ -> offer());
        // Whoever comes here wants to see the comparison, not a button.
        sceneProperty().subscribe(scene -> {
            if (scene != null && model.result().get().isEmpty() && model.problem().get().isEmpty()) {
                compare();
            }
        });
        offer();
    }

    private ToolLine choice(Runnable toReport) {
        baseline.setId("compare-baseline");
        baseline.setPrefWidth(280);
        baseline.setConverter(new ShownAs<>(RunModel::label));
        baseline.setOnAction(_ -> {
            if (getScene() != null) {
                compare();
            }
        });
        Button compare = button("compare-run", Material2AL.COMPARE_ARROWS, "compare.run", ready.not());
        compare.getStyleClass().add("accent");
        compare.setOnAction(_ -> compare());
        Button report = button("compare-report", Material2AL.DESCRIPTION, "compare.report",
                Bindings.createBooleanBinding(() -> model.result().get().isEmpty(), model.result()));
        report.setOnAction(_ -> toReport.run());
        var name = new Label(Messages.text("compare.baseline"));
        name.setLabelFor(baseline);
        name.setMinWidth(Region.USE_PREF_SIZE);
        return new ToolLine(new HBox(name, baseline, compare), report);
    }

    private static Button button(String id, org.kordamp.ikonli.Ikon icon, String key, BooleanBinding disabled) {
        var button = new Button(Messages.text(key), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty().bind(disabled);
        return button;
    }

    private void compare() {
        if (ready.get()) {
            model.compare(baseline.getValue(), List.copyOf(runs));
        }
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
            nodes.add(new ComparisonCharts(result, theme, dialogs, pins, painter));
        }
        var table = Scrolls.plain(new ScrollPane(new EffectTable(result, theme)));
        table.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        table.setMinHeight(Region.USE_PREF_SIZE);
        nodes.add(table);
        if (!result.comparisons().compared().isEmpty()) {
            nodes.add(new AdvicePanel(result));
            nodes.add(limits(result));
        }
        ComparisonWords.method(result.comparisons()).forEach(line -> nodes.add(words(line, "note")));
    }

    /** What these articles could and could not show. */
    private static VBox limits(Result result) {
        var card = new VBox(4, words(Messages.text("compare.limits"), "card-title"));
        card.getStyleClass().add("model-card");
        for (int i = 0; i < result.runs().size(); i++) {
            if (result.comparisons().runs().get(i) instanceof RunComparison.Compared compared) {
                card.getChildren().add(words(result.runs().get(i).label(), "strong"));
                for (Metric metric : List.of(Metric.END_TO_END, Metric.ROUGE_1)) {
                    compared.of(metric)
                            .ifPresent(effect -> card.getChildren()
                                    .add(words(sentence(effect), "note")));
                }
                ComparisonWords.notes(compared).forEach(note -> card.getChildren().add(words(note, "note")));
            }
        }
        return card;
    }

    private static String sentence(Effect effect) {
        return Messages.text("compare.effect", effect.metric().label(), ComparisonWords.effect(effect),
                ComparisonWords.verdict(effect), ComparisonWords.sensitivity(effect));
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
