package org.headlinebench.ui.chart;

import java.awt.geom.Ellipse2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.Range;
import org.jfree.data.general.DatasetUtils;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** A metric's effect of each run with its interval, beside the line that stands for "as the baseline". */
final class ForestChart implements LiveChart {
    private static final double DOT = 9;
    /** Names stand in the table below in full. */
    private static final int MOST_LETTERS = 20;

    private final Result result;
    private final JFreeChart chart = ChartLook.chart("", "");
    private Metric metric = Metric.END_TO_END;

    ForestChart(Result result) {
        this.result = result;
    }

    void show(Metric chosen) {
        metric = chosen;
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> none, Theme theme) {
        XYPlot plot = chart.getXYPlot();
        List<RunModel> runs = result.runs();
        var axis = new SymbolAxis("", runs.stream().map(ForestChart::name).toArray(String[]::new));
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        axis.setRange(-0.6, runs.size() - 0.4);
        plot.setRangeAxis(axis);
        var data = new XYIntervalSeriesCollection();
        var renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setDefaultToolTipGenerator((_, series, _) -> effect(series)
                .map(found -> runs.get(series).label() + ": " + ComparisonWords.effect(found))
                .orElse(""));
        for (int i = 0; i < runs.size(); i++) {
            var series = new XYIntervalSeries(runs.get(i).ordinal() + " " + runs.get(i).label());
            int place = i;
            effect(i).ifPresent(effect -> series.add(effect.estimate(), low(effect), high(effect), place, place,
                    place));
            renderer.setSeriesPaint(i, runs.get(i).style().colour(theme));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
            data.addSeries(series);
        }
        plot.setDataset(data);
        plot.setRenderer(renderer);
        ChartLook.apply(chart, theme);
        double equal = metric.isLatency() ? 1 : 0;
        plot.getDomainAxis()
                .setLabel(Messages.text(metric.isLatency() ? "compare.forest.ratio" : "compare.forest.difference",
                        metric.label()));
        // "As the baseline" is in the picture, however far away.
        Range drawn = DatasetUtils.findDomainBounds(data, true);
        if (drawn != null) {
            Range whole = Range.expandToInclude(drawn, equal);
            plot.getDomainAxis()
                    .setRange(whole.getLength() == 0
                            ? new Range(equal - 0.1, equal + 0.1)
                            : Range.expand(whole, 0.08, 0.08));
        }
        plot.clearDomainMarkers();
        plot.addDomainMarker(new ValueMarker(equal, theme.mutedText(), ChartLook.referenceStroke()));
    }

    /** Per run estimate, lower and upper bound; the second column counts the runs. */
    @Override
    public Map<String, Points> data(List<RunModel> none) {
        var data = new LinkedHashMap<String, Points>();
        for (int i = 0; i < result.runs().size(); i++) {
            double place = i + 1.0;
            String name = result.runs().get(i).label();
            effect(i).ifPresent(effect -> data.put(name, new Points(
                    new double[]{effect.estimate(), low(effect), high(effect)}, new double[]{place, place, place})));
        }
        return data;
    }

    private Optional<Effect> effect(int run) {
        return result.comparisons().runs().get(run) instanceof RunComparison.Compared compared
                ? compared.of(metric)
                : Optional.empty();
    }

    private static double low(Effect effect) {
        return effect.interval().map(found -> found.low()).orElse(effect.estimate());
    }

    private static double high(Effect effect) {
        return effect.interval().map(found -> found.high()).orElse(effect.estimate());
    }

    private static String name(RunModel run) {
        String label = run.label();
        return run.ordinal() + " "
                + (label.length() <= MOST_LETTERS ? label : label.substring(0, MOST_LETTERS - 1).strip() + "…");
    }
}
