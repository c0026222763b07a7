package org.headlinebench.ui.chart;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Accepted of all tokens proposed so far, over the samples of runs that propose any. */
final class AcceptanceChart implements LiveChart {
    private final JFreeChart chart = ChartLook.chart(Messages.text("chart.acceptance.samples"),
            Messages.text("chart.acceptance.share"));
    private final XYPlot plot = chart.getXYPlot();
    private final Lines lines = new Lines(plot, 0, (data, series, item) -> Messages.text("chart.acceptance.tip",
            data.getSeriesKey(series), Figures.percent(data.getYValue(series, item)),
            Figures.count((long) data.getXValue(series, item))));

    AcceptanceChart() {
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        plot.getRangeAxis().setRange(0, 1);
        plot.setNoDataMessage(Messages.text("chart.acceptance.none"));
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        ChartLook.apply(chart, theme);
        lines.draw(runs, AcceptanceChart::points, theme);
        plot.getRangeAxis().setRange(0, 1.02);
    }

    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        return LiveChart.data(runs, AcceptanceChart::points);
    }

    /** A sample before the first proposal has no share yet. */
    static Points points(RunModel run) {
        double[] drafted = run.values(SampleFigure.DRAFTED);
        double[] accepted = run.values(SampleFigure.ACCEPTED);
        double[] shares = new double[drafted.length];
        double proposed = 0;
        double kept = 0;
        for (int i = 0; i < drafted.length; i++) {
            proposed += Double.isNaN(drafted[i]) ? 0 : drafted[i];
            kept += Double.isNaN(accepted[i]) ? 0 : accepted[i];
            shares[i] = Double.isNaN(drafted[i]) || proposed == 0 ? Double.NaN : kept / proposed;
        }
        int[] places = IntStream.range(0, shares.length).filter(i -> !Double.isNaN(shares[i])).toArray();
        return new Points(IntStream.of(places).mapToDouble(place -> place + 1.0).toArray(),
                IntStream.of(places).mapToDouble(place -> shares[place]).toArray());
    }
}
