package org.headlinebench.ui.chart;

import java.util.List;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnitSource;
import org.jfree.chart.plot.XYPlot;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** E2E latency per sample, over the samples or as a cumulative distribution. */
final class LatencyChart implements LiveChart {
    /** What the chart shows. */
    enum Shape {
        OVER_SAMPLES, DISTRIBUTION
    }

    private final JFreeChart chart = ChartLook.chart("", "");
    private final XYPlot plot = chart.getXYPlot();
    private final TickUnitSource anyTicks = plot.getRangeAxis().getStandardTickUnits();
    private final Lines lines = new Lines(plot, 0, (data, series, item) -> tip(data.getSeriesKey(series).toString(),
            data.getXValue(series, item), data.getYValue(series, item)));
    private Shape shape = Shape.OVER_SAMPLES;

    void show(Shape chosen) {
        shape = chosen;
    }

    Shape shape() {
        return shape;
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
        }
    }

    private void overSamples(List<RunModel> runs, Theme theme) {
        axes(Messages.text("chart.latency.sample"), Messages.text("chart.latency.millis"));
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.getRangeAxis().setStandardTickUnits(anyTicks);
        plot.getRangeAxis().setAutoRange(true);
        lines.draw(runs, run -> Points.numbered(endToEndMillis(run)), theme);
    }

    private void distribution(List<RunModel> runs, Theme theme) {
        axes(Messages.text("chart.latency.millis"), Messages.text("chart.latency.share"));
        plot.getDomainAxis().setStandardTickUnits(anyTicks);
        var share = (NumberAxis) plot.getRangeAxis();
        share.setTickUnit(new NumberTickUnit(0.25), false, false);
        share.setRange(0, 1.04);
        lines.draw(runs, run -> Points.distribution(endToEndMillis(run), MOST_POINTS), theme);
        plot.addRangeMarker(ChartLook.reference(0.5, Messages.text("chart.latency.p50"), theme));
    }

    private void axes(String x, String y) {
        plot.getDomainAxis().setLabel(x);
        plot.getRangeAxis().setLabel(y);
    }

    private String tip(String run, double x, double y) {
        return switch (shape) {
            case OVER_SAMPLES -> Messages.text("chart.latency.tip", run, Figures.count((long) x), Figures.millis(y));
            case DISTRIBUTION -> Messages.text("chart.latency.tip.share", run, Figures.percent(y), Figures.millis(x));
        };
    }

    private static double[] endToEndMillis(RunModel run) {
        return run.samples().stream().mapToDouble(sample -> sample.times().endToEndMillis()).toArray();
    }
}
