package org.headlinebench.ui.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnitSource;
import org.jfree.chart.plot.XYPlot;

import org.headlinebench.metrics.statistics.Outliers;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Latency per sample: over the samples with outliers flagged, or as a distribution with p50, p90 and p99 marked. */
final class LatencyChart implements LiveChart {
    private static final int LINES = 0;
    private static final int MARKS = 1;
    private static final int[] MARKED = {50, 90, 99};

    /** What the chart shows. */
    enum Shape {
        OVER_SAMPLES, DISTRIBUTION, HISTOGRAM
    }

    private final JFreeChart chart = ChartLook.chart("", "");
    private final XYPlot plot = chart.getXYPlot();
    private final TickUnitSource anyTicks = plot.getRangeAxis().getStandardTickUnits();
    private final Lines lines = new Lines(plot, LINES, (data, series, item) -> tip(
            data.getSeriesKey(series).toString(), data.getXValue(series, item), data.getYValue(series, item)));
    private final Marks marks = new Marks(plot, MARKS);
    private Shape shape = Shape.OVER_SAMPLES;
    private LatencyMetric metric = LatencyMetric.E2E;

    void show(Shape chosen) {
        shape = chosen;
    }

    Shape shape() {
        return shape;
    }

    void show(LatencyMetric chosen) {
        metric = chosen;
    }

    LatencyMetric metric() {
        return metric;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("metric", metric.name(), "shape", shape.name());
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        ChartLook.apply(chart, theme);
        plot.clearRangeMarkers();
        switch (shape) {
            case OVER_SAMPLES -> overSamples(runs, theme);
            case DISTRIBUTION -> distribution(runs, theme);
            case HISTOGRAM -> histogram(runs, theme);
        }
    }

    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        double width = Histogram.binWidth(runs.stream().map(this::millis).toList());
        var data = new LinkedHashMap<String, Points>();
        for (RunModel run : runs) {
            double[] values = millis(run);
            data.put(run.label(), switch (shape) {
                case OVER_SAMPLES -> Points.numbered(values);
                case DISTRIBUTION -> Points.distribution(values, 2 * values.length);
                case HISTOGRAM -> Histogram.outline(values, width);
            });
        }
        return data;
    }

    private void overSamples(List<RunModel> runs, Theme theme) {
        axes(Messages.text("chart.latency.sample"), metric.title());
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.getRangeAxis().setStandardTickUnits(anyTicks);
        plot.getRangeAxis().setAutoRange(true);
        lines.draw(runs, run -> Points.numbered(millis(run)), theme);
        marks.begin(theme);
        for (RunModel run : runs) {
            double[] values = millis(run);
            for (int position : Outliers.positions(values)) {
                marks.add(run, Marks.Sign.RING, position + 1, values[position], Messages.text(
                        "chart.latency.tip.outlier", run.label(), position + 1, Figures.millis(values[position])));
            }
        }
        marks.draw();
    }

    private void distribution(List<RunModel> runs, Theme theme) {
        axes(metric.title(), Messages.text("chart.latency.share"));
        plot.getDomainAxis().setStandardTickUnits(anyTicks);
        var share = (NumberAxis) plot.getRangeAxis();
        share.setTickUnit(new NumberTickUnit(0.25), false, false);
        share.setRange(0, 1.04);
        lines.draw(runs, run -> Points.distribution(millis(run), MOST_POINTS), theme);
        marks.begin(theme);
        runs.forEach(run -> percentiles(run, percent -> percent / 100.0));
        marks.draw();
    }

    private void histogram(List<RunModel> runs, Theme theme) {
        axes(metric.title(), Messages.text("chart.latency.count"));
        plot.getDomainAxis().setStandardTickUnits(anyTicks);
        plot.getRangeAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.getRangeAxis().setAutoRange(true);
        double width = Histogram.binWidth(runs.stream().map(this::millis).toList());
        lines.draw(runs, run -> Histogram.outline(millis(run), width), theme);
        marks.begin(theme);
        runs.forEach(run -> percentiles(run, _ -> 0));
        marks.draw();
    }

    /** A mark per percentile at the height that belongs to it. */
    private void percentiles(RunModel run, java.util.function.IntToDoubleFunction height) {
        double[] values = millis(run);
        if (values.length == 0) {
            return;
        }
        for (int i = 0; i < MARKED.length; i++) {
            double value = Percentiles.of(values, MARKED[i]);
            String key = Percentiles.isIndicative(MARKED[i], values.length)
                    ? "chart.latency.tip.indicative"
                    : "chart.latency.tip.percentile";
            marks.add(run, Marks.Sign.values()[i], value, height.applyAsDouble(MARKED[i]),
                    Messages.text(key, run.label(), MARKED[i], Figures.millis(value)));
        }
    }

    private void axes(String x, String y) {
        plot.getDomainAxis().setLabel(x);
        plot.getRangeAxis().setLabel(y);
    }

    private String tip(String run, double x, double y) {
        return switch (shape) {
            case OVER_SAMPLES -> Messages.text("chart.latency.tip", run, Figures.count((long) x), Figures.millis(y));
            case DISTRIBUTION -> Messages.text("chart.latency.tip.share", run, Figures.percent(y), Figures.millis(x));
            case HISTOGRAM -> Messages.text("chart.latency.tip.count", run, Figures.count((long) y),
                    Figures.millis(x));
        };
    }

    private double[] millis(RunModel run) {
        return metric.millis(run);
    }
}
