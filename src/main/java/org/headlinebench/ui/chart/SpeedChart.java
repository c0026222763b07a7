package org.headlinebench.ui.chart;

import java.awt.BasicStroke;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

import org.headlinebench.metrics.RooflineShare;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Decode speed of each sample, and above it what the device's measured bandwidth allows where that bounds it. */
final class SpeedChart implements LiveChart {
    private static final int LINES = 0;
    private static final int ROOFLINES = 1;
    private static final BasicStroke ROOFLINE = new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
            new float[]{1, 3}, 0);

    private final JFreeChart chart = ChartLook.chart(Messages.text("chart.speed.sample"),
            Messages.text("chart.speed.tokens"));
    private final XYPlot plot = chart.getXYPlot();
    private final Lines lines = new Lines(plot, LINES, (data, series, item) -> Messages.text("chart.speed.tip",
            data.getSeriesKey(series), Figures.count((long) data.getXValue(series, item)),
            Figures.millis(data.getYValue(series, item))));

    SpeedChart() {
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        ChartLook.apply(chart, theme);
        lines.draw(runs, SpeedChart::points, theme);
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDefaultToolTipGenerator((limits, series, item) -> Messages.text("chart.speed.tip.roofline",
                limits.getSeriesKey(series), Figures.millis(limits.getYValue(series, item))));
        for (RunModel run : runs) {
            run.figures().get().summary().flatMap(summary -> summary.roofline()).ifPresent(roofline -> {
                double limit = limit(roofline);
                int series = data.getSeriesCount();
                data.addSeries(run.ordinal() + " " + run.label(),
                        new double[][]{{1, Math.max(2, run.count().get())}, {limit, limit}});
                renderer.setSeriesPaint(series, run.style().colour(theme));
                renderer.setSeriesStroke(series, ROOFLINE);
            });
        }
        plot.setRenderer(ROOFLINES, renderer, false);
        plot.setDataset(ROOFLINES, data);
    }

    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        return LiveChart.data(runs, SpeedChart::points);
    }

    /** Tokens per second at a share of 1. */
    static double limit(RooflineShare roofline) {
        return roofline.bandwidthBytesPerSecond() / Math.max(1, roofline.bytesPerToken());
    }

    /** Samples of a single token have no decode speed; their places stay empty. */
    private static Points points(RunModel run) {
        double[] speeds = run.values(SampleFigure.DECODE_TOKENS_PER_SECOND);
        int[] places = IntStream.range(0, speeds.length).filter(i -> !Double.isNaN(speeds[i])).toArray();
        return new Points(IntStream.of(places).mapToDouble(place -> place + 1.0).toArray(),
                IntStream.of(places).mapToDouble(place -> speeds[place]).toArray());
    }
}
