package org.headlinebench.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.experiment.RunModel;
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
        long drafted = 0;
        long accepted = 0;
        var x = new ArrayList<Integer>();
        var y = new ArrayList<Double>();
        for (int i = 0; i < run.samples().size(); i++) {
            Sample sample = run.samples().get(i);
            if (sample.speculation().isPresent()) {
                drafted += sample.speculation().get().drafted();
                accepted += sample.speculation().get().accepted();
                if (drafted > 0) {
                    x.add(i + 1);
                    y.add((double) accepted / drafted);
                }
            }
        }
        return new Points(x.stream().mapToDouble(Integer::doubleValue).toArray(),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
