package org.headlinebench.ui.chart;

import java.util.List;
import java.util.stream.Stream;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.comparison.Metric;
import org.headlinebench.recommendation.Quantity;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;
import org.headlinebench.ui.theme.Theme;

/** A comparison drawn: a metric's effects with their intervals, quality against speed, and memory against speed. */
public final class ComparisonCharts extends Region {
    private static final double HEIGHT = 252;
    private static final double EDGES = 20;
    private static final double GAP = 8;

    private final ChartPainter painter;
    private final List<RunModel> all;

    public ComparisonCharts(Result result, ObservableValue<Theme> theme, FileDialogs dialogs, PinsModel pins,
            ChartPainter painter) {
        this.painter = painter;
        List<RunModel> shown = Stream.concat(Stream.of(result.baseline()), result.runs().stream()).toList();
        all = shown;
        var forest = new ForestChart(result);
        var metric = new ComboBox<Metric>();
        metric.setId("forest-metric");
        metric.setAccessibleText(Messages.text("compare.forest.metric"));
        metric.setConverter(new ShownAs<>(Metric::label));
        metric.getItems().setAll(Metric.values());
        metric.setValue(Metric.END_TO_END);
        var export = new ChartExport(dialogs, pins);
        // The report draws its intervals itself: nothing to pin.
        VBox first = card("forest", forest, List.of(), theme, export, metric);
        metric.setOnAction(_ -> {
            forest.show(metric.getValue());
            refresh(first, forest, theme);
        });
        getChildren().addAll(first,
                card("quality", new FrontChart(result, Quantity.P50, Quantity.ROUGE_1), shown, theme, export),
                card("space", new FrontChart(result, Quantity.P50, Quantity.PEAK_MEMORY), shown, theme, export));
    }

    /** Side by side, or in lines where the headers would not fit beside each other. */
    private int columns(double width) {
        double needed = getChildren().stream().mapToDouble(card -> card.minWidth(-1)).max().orElse(1);
        return (int) Math.clamp((width + GAP) / (needed + GAP), 1, Math.max(1, getChildren().size()));
    }

    private double lineHeight() {
        return getChildren().stream().mapToDouble(card -> Math.ceil(card.prefHeight(-1))).max().orElse(0);
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double width = Math.floor((getWidth() - (columns - 1) * GAP) / columns);
        double height = lineHeight();
        for (int i = 0; i < getChildren().size(); i++) {
            getChildren().get(i)
                    .resizeRelocate(i % columns * (width + GAP), i / columns * (height + GAP), width, height);
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        int columns = columns(width < 0 ? getWidth() : width);
        int lines = (getChildren().size() + columns - 1) / columns;
        return lines * (lineHeight() + GAP) - GAP;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 900;
    }

    @Override
    protected double computeMinWidth(double height) {
        return getChildren().stream().mapToDouble(card -> card.minWidth(-1)).max().orElse(0);
    }

    private VBox card(String name, LiveChart chart, List<RunModel> pinned, ObservableValue<Theme> theme,
            ChartExport export, Node... controls) {
        String title = Messages.text("compare." + name);
        var card = new VBox();
        var pane = new ChartPane(chart, painter, () -> refresh(card, chart, theme));
        pane.setAccessibleText(title);
        pane.setPrefHeight(HEIGHT);
        VBox.setVgrow(pane, Priority.ALWAYS);
        var header = new CardHeader(title, export.menu("compare-" + name, () -> new ChartExport.Source(title, chart,
                pinned, theme.getValue(), (int) pane.getWidth(), (int) pane.getHeight()), pane.zoom()), controls);
        header.simulated(all.stream().anyMatch(RunModel::isSimulated));
        card.setId("chart-compare-" + name);
        card.getStyleClass().add("card");
        card.widthProperty().subscribe(width -> header.fit(width.doubleValue() - EDGES));
        card.getChildren().addAll(header, pane);
        synchronized (chart.chart()) {
            chart.update(List.of(), theme.getValue());
        }
        pane.widthProperty().subscribe(_ -> refresh(card, chart, theme));
        pane.heightProperty().subscribe(_ -> refresh(card, chart, theme));
        return card;
    }

    private static void refresh(VBox card, LiveChart chart, ObservableValue<Theme> theme) {
        var pane = (ChartPane) card.getChildren().getLast();
        pane.paint(() -> chart.update(List.of(), theme.getValue()));
    }
}
