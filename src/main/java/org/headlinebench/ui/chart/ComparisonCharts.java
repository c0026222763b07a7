package org.headlinebench.ui.chart;

import java.awt.geom.Ellipse2D;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.general.DatasetUtils;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** A comparison drawn: the ratios of latency with their intervals, and quality against speed. */
public final class ComparisonCharts extends HBox {
    private static final double HEIGHT = 260;
    private static final double DOT = 9;

    public ComparisonCharts(Result result, Theme theme) {
        getStyleClass().add("charts");
        getChildren().addAll(card("compare.forest", forest(result, theme)),
                card("compare.scatter", scatter(result, theme)));
    }

    private static VBox card(String key, JFreeChart chart) {
        var title = new Label(Messages.text(key));
        title.getStyleClass().add("card-title");
        var canvas = new ChartCanvas(chart);
        canvas.setDomainZoomable(false);
        canvas.setRangeZoomable(false);
        var place = new Region() {
            {
                getChildren().add(canvas);
            }

            @Override
            protected void layoutChildren() {
                canvas.setWidth(Math.floor(getWidth()));
                canvas.setHeight(Math.floor(getHeight()));
            }
        };
        place.setMinSize(0, HEIGHT);
        place.setPrefSize(400, HEIGHT);
        place.setAccessibleText(Messages.text(key));
        var card = new VBox(title, place);
        card.getStyleClass().add("card");
        HBox.setHgrow(card, Priority.ALWAYS);
        return card;
    }

    private static JFreeChart forest(Result result, Theme theme) {
        JFreeChart chart = ChartLook.chart(Messages.text("compare.forest.axis"), "");
        XYPlot plot = chart.getXYPlot();
        String[] names = result.runs().stream().map(RunModel::label).toArray(String[]::new);
        var axis = new SymbolAxis("", names);
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        plot.setRangeAxis(axis);
        var data = new XYIntervalSeriesCollection();
        var renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        for (int i = 0; i < result.runs().size(); i++) {
            RunModel run = result.runs().get(i);
            var series = new XYIntervalSeries(run.ordinal() + " " + run.label());
            int place = i;
            effect(result.comparisons().runs().get(i), Metric.END_TO_END).ifPresent(effect -> series.add(
                    effect.estimate(), effect.interval().map(found -> found.low()).orElse(effect.estimate()),
                    effect.interval().map(found -> found.high()).orElse(effect.estimate()), place, place, place));
            renderer.setSeriesPaint(i, run.style().colour(theme));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            data.addSeries(series);
        }
        plot.setDataset(data);
        plot.setRenderer(renderer);
        ChartLook.apply(chart, theme);
        // "As fast as the baseline" is in the picture, however far away.
        Range drawn = DatasetUtils.findDomainBounds(data, true);
        if (drawn != null) {
            plot.getDomainAxis().setRange(Range.expand(Range.expandToInclude(drawn, 1), 0.05, 0.05));
        }
        plot.addDomainMarker(new ValueMarker(1, theme.mutedText(), ChartLook.referenceStroke()));
        return chart;
    }

    private static JFreeChart scatter(Result result, Theme theme) {
        JFreeChart chart = ChartLook.chart(Messages.text("compare.scatter.x"), Messages.text("compare.scatter.y"));
        XYPlot plot = chart.getXYPlot();
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDefaultToolTipGenerator((points, series, item) -> Messages.text("compare.scatter.tip",
                points.getSeriesKey(series), Figures.millis(points.getXValue(series, item)),
                Figures.score(points.getYValue(series, item))));
        List<RunComparison> comparisons = result.comparisons().runs();
        for (int i = 0; i < comparisons.size(); i++) {
            RunModel run = result.runs().get(i);
            var speed = effect(comparisons.get(i), Metric.END_TO_END);
            var quality = effect(comparisons.get(i), Metric.ROUGE_1);
            if (speed.isPresent() && quality.isPresent()) {
                if (data.getSeriesCount() == 0) {
                    point(data, renderer, result.baseline(), speed.get().baselineMean(), quality.get().baselineMean(),
                            theme);
                }
                point(data, renderer, run, speed.get().candidateMean(), quality.get().candidateMean(), theme);
            }
        }
        plot.setDataset(data);
        plot.setRenderer(renderer);
        ChartLook.apply(chart, theme);
        plot.getDomainAxis().setLowerMargin(0.08);
        plot.getDomainAxis().setUpperMargin(0.08);
        return chart;
    }

    private static void point(DefaultXYDataset data, XYLineAndShapeRenderer renderer, RunModel run, double millis,
            double rouge, Theme theme) {
        int series = data.getSeriesCount();
        data.addSeries(run.ordinal() + " " + run.label(), new double[][]{{millis}, {rouge}});
        renderer.setSeriesPaint(series, run.style().colour(theme));
        renderer.setSeriesShape(series, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    }

    private static java.util.Optional<Effect> effect(RunComparison comparison, Metric metric) {
        return comparison instanceof RunComparison.Compared compared ? compared.of(metric) : java.util.Optional.empty();
    }
}
