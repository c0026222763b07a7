package org.headlinebench.ui.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.Map;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Resident memory of the worker process over time, each run's peak marked. */
final class MemoryChart implements LiveChart {
    private static final int LINES = 0;
    private static final int PEAKS = 1;
    private static final int ESTIMATES = 2;
    private static final double MARK = 7;
    private static final BasicStroke ESTIMATE = new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
            new float[]{1, 3}, 0);

    private final JFreeChart chart = ChartLook.chart(Messages.text("chart.memory.seconds"),
            Messages.text("chart.memory.mebibytes"));
    private final XYPlot plot = chart.getXYPlot();
    private final Lines lines = new Lines(plot, LINES, (data, series, item) -> Messages.text("chart.memory.tip",
            data.getSeriesKey(series), Figures.millis(data.getXValue(series, item)),
            Figures.count(Math.round(data.getYValue(series, item)))));

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        ChartLook.apply(chart, theme);
        plot.getDomainAxis().setLowerMargin(0);
        lines.draw(runs, run -> points(run.memory()), theme);
        drawPeaks(runs, theme);
        drawEstimates(runs, theme);
    }

    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        return LiveChart.data(runs, run -> points(run.memory()));
    }

    private void drawPeaks(List<RunModel> runs, Theme theme) {
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDefaultToolTipGenerator((peaks, series, item) -> Messages.text("chart.memory.tip.peak",
                peaks.getSeriesKey(series), Figures.count(Math.round(peaks.getYValue(series, item)))));
        for (RunModel run : runs) {
            Points line = points(run.memory());
            if (line.count() > 0) {
                int series = data.getSeriesCount();
                int peak = highest(line.y());
                data.addSeries(run.ordinal() + " " + run.label(),
                        new double[][]{{line.x()[peak]}, {line.y()[peak]}});
                renderer.setSeriesPaint(series, run.style().colour(theme));
                renderer.setSeriesShape(series, new Ellipse2D.Double(-MARK / 2, -MARK / 2, MARK, MARK));
            }
        }
        plot.setRenderer(PEAKS, renderer, false);
        plot.setDataset(PEAKS, data);
    }

    /** A dotted line at what the model and its cache were estimated to take; the process itself comes on top. */
    private void drawEstimates(List<RunModel> runs, Theme theme) {
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDefaultToolTipGenerator((estimates, series, item) -> Messages.text("chart.memory.tip.estimate",
                estimates.getSeriesKey(series), Figures.count(Math.round(estimates.getYValue(series, item)))));
        for (RunModel run : runs) {
            if (run.estimatedBytes().get().isPresent() && !run.memory().isEmpty()) {
                double bytes = Figures.mebibytes(run.estimatedBytes().get().getAsLong());
                double end = run.memory().getLast().elapsedMillis() / 1000;
                int series = data.getSeriesCount();
                data.addSeries(run.ordinal() + " " + run.label(), new double[][]{{0, end}, {bytes, bytes}});
                renderer.setSeriesPaint(series, run.style().colour(theme));
                renderer.setSeriesStroke(series, ESTIMATE);
            }
        }
        plot.setRenderer(ESTIMATES, renderer, false);
        plot.setDataset(ESTIMATES, data);
    }

    private static int highest(double[] values) {
        int highest = 0;
        for (int i = 1; i < values.length; i++) {
            highest = values[i] > values[highest] ? i : highest;
        }
        return highest;
    }

    private static Points points(List<MemoryReading> readings) {
        return new Points(readings.stream().mapToDouble(reading -> reading.elapsedMillis() / 1000).toArray(),
                readings.stream().mapToDouble(reading -> Figures.mebibytes(reading.residentBytes())).toArray());
    }
}
