package org.headlinebench.ui.chart;

import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.controlsfx.control.SegmentedButton;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.ui.chart.LatencyChart.Shape;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunFigures;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;
import org.headlinebench.ui.theme.Theme;

/** Latency, memory and ROUGE of the experiment side by side, live. */
public final class ChartsPane extends HBox {
    private final RepaintClock clock = new RepaintClock();
    private final List<ChartCard> cards;
    private final ChartCard memory;

    public ChartsPane(ExperimentModel experiment, ObservableValue<Theme> theme, FileDialogs dialogs) {
        var export = new ChartExport(dialogs);
        getStyleClass().add("charts");
        var latencyChart = new LatencyChart();
        var rougeChart = new RougeChart(() -> experiment.references().get());
        var shapes = new SegmentedButton();
        var metrics = new ComboBox<LatencyMetric>();
        var variants = new ComboBox<RougeVariant>();
        var latency = new ChartCard("latency", latencyChart, experiment, theme::getValue, clock, export, metrics,
                shapes);
        memory = new ChartCard("memory", new MemoryChart(), experiment, theme::getValue, clock, export,
                peakKey());
        var rouge = new ChartCard("rouge", rougeChart, experiment, theme::getValue, clock, export,
                variants);
        fill(shapes, latencyChart, latency);
        fillMetrics(metrics, latencyChart, latency);
        fill(variants, rougeChart, rouge);
        cards = List.of(latency, memory, rouge);
        cards.forEach(card -> {
            card.setPrefWidth(300);
            HBox.setHgrow(card, Priority.ALWAYS);
        });
        latency.setMinWidth(222);
        memory.setMinWidth(176);
        rouge.setMinWidth(188);
        getChildren().addAll(cards);
        theme.subscribe(_ -> refresh());
        experiment.references().subscribe(_ -> rouge.refresh());
        experiment.runs().addListener((ListChangeListener<RunModel>) _ -> watch(experiment, latency, rouge));
    }

    private void watch(ExperimentModel experiment, ChartCard latency, ChartCard rouge) {
        refresh();
        for (RunModel run : experiment.runs()) {
            run.samples().addListener((ListChangeListener<Sample>) _ -> {
                latency.refresh();
                rouge.refresh();
            });
            run.figures().subscribe(_ -> rouge.refresh());
            run.newestMemory().subscribe(_ -> memory.refresh());
            run.charted().subscribe(_ -> refresh());
            run.estimatedBytes().subscribe(_ -> memory.refresh());
        }
    }

    private static Label peakKey() {
        var key = new Label(Messages.text("chart.memory.peak"));
        key.getStyleClass().add("note");
        key.setMinWidth(Region.USE_PREF_SIZE);
        return key;
    }

    private void refresh() {
        cards.forEach(ChartCard::refresh);
    }

    private static void fill(SegmentedButton shapes, LatencyChart chart, ChartCard card) {
        for (Shape shape : Shape.values()) {
            var button = new ToggleButton(Messages.text("chart.latency." + shape));
            button.setId("latency-" + shape);
            button.setFocusTraversable(true);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setSelected(shape == chart.shape());
            button.setOnAction(_ -> {
                button.setSelected(true);
                chart.show(shape);
                card.refresh();
            });
            shapes.getButtons().add(button);
        }
    }

    private static void fillMetrics(ComboBox<LatencyMetric> metrics, LatencyChart chart, ChartCard card) {
        metrics.setId("latency-metric");
        metrics.setAccessibleText(Messages.text("chart.latency.metric"));
        metrics.getItems().setAll(LatencyMetric.values());
        metrics.setValue(chart.metric());
        metrics.setOnAction(_ -> {
            chart.show(metrics.getValue());
            card.refresh();
        });
    }

    private static void fill(ComboBox<RougeVariant> variants, RougeChart chart, ChartCard card) {
        variants.setId("rouge-variant");
        variants.setAccessibleText(Messages.text("chart.rouge.variant"));
        variants.getItems().setAll(RunFigures.VARIANTS);
        variants.setConverter(new ShownAs<>(RougeVariant::label));
        variants.setValue(chart.variant());
        variants.setOnAction(_ -> {
            chart.show(variants.getValue());
            card.refresh();
        });
    }
}
