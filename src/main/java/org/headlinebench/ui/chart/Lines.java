package org.headlinebench.ui.chart;

import java.awt.Color;
import java.util.List;
import java.util.function.Function;

import org.jfree.chart.labels.XYToolTipGenerator;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.theme.Theme;

/** One line per run in the run's colour and pattern. */
final class Lines {
    private static final int PALE = 140;
    private final XYPlot plot;
    private final int dataset;
    private final XYToolTipGenerator tips;

    /** @param dataset index of the plot's dataset that the lines take */
    Lines(XYPlot plot, int dataset, XYToolTipGenerator tips) {
        this.plot = plot;
        this.dataset = dataset;
        this.tips = tips;
    }

    /** Draws the points of each run; runs without points are left out. */
    void draw(List<RunModel> runs, Function<RunModel, Points> points, Theme theme) {
        var data = new DefaultXYDataset();
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setDefaultToolTipGenerator(tips);
        for (RunModel run : runs) {
            Points line = points.apply(run);
            if (line.count() > 0) {
                int series = data.getSeriesCount();
                data.addSeries(run.ordinal() + " " + run.label(), line.thinned(LiveChart.MOST_POINTS).columns());
                // Simulated runs are drawn thinner and paler: nobody takes them for measured ones.
                renderer.setSeriesPaint(series, run.isSimulated()
                        ? pale(run.style().colour(theme))
                        : run.style().colour(theme));
                renderer.setSeriesStroke(series, run.isSimulated() ? run.style().thinStroke() : run.style().stroke());
                renderer.setSeriesShapesVisible(series, line.count() == 1);
            }
        }
        plot.setRenderer(dataset, renderer, false);
        plot.setDataset(dataset, data);
    }

    private static Color pale(Color colour) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), PALE);
    }
}
