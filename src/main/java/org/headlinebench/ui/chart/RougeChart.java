package org.headlinebench.ui.chart;

import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.Range;
import org.jfree.data.general.DatasetUtils;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.metrics.quality.QualitySummary;
import org.headlinebench.metrics.quality.ReferenceLines;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Running mean of ROUGE F1 with its 95 % interval, and what trivial models score on the same rows. */
final class RougeChart implements LiveChart {
    private static final int MEANS = 0;
    private static final int BANDS = 1;
    private static final float BANDS_OPACITY = 0.32f;
    private static final float LEAST_OPACITY = 0.07f;
    /** Intervals of fewer samples say nothing and would set the scale. */
    private static final int LEAST_SAMPLES = 5;
    private static final double LEAST_SCALE = 0.05;
    private static final double HEADROOM = 1.1;
    private static final Color INVISIBLE = new Color(0, 0, 0, 0);

    private final JFreeChart chart = ChartLook.chart(Messages.text("chart.rouge.samples"), "");
    private final XYPlot plot = chart.getXYPlot();
    private final Supplier<Optional<ReferenceLines>> references;
    private final Lines means = new Lines(plot, MEANS, (data, series, item) -> Messages.text("chart.rouge.tip",
            data.getSeriesKey(series), Figures.score(data.getYValue(series, item)),
            Figures.count((long) data.getXValue(series, item))));
    private RougeVariant variant = RougeVariant.ROUGE_1;

    RougeChart(Supplier<Optional<ReferenceLines>> references) {
        this.references = references;
        plot.getDomainAxis().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    }

    void show(RougeVariant chosen) {
        variant = chosen;
    }

    RougeVariant variant() {
        return variant;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("variant", variant.name());
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        ChartLook.apply(chart, theme);
        plot.getRangeAxis().setLabel(Messages.text("chart.rouge.f1", variant.label()));
        means.draw(runs, run -> Points.runningMean(f1(run)), theme);
        drawBands(runs, theme);
        drawReferences(theme);
        fitScores();
    }

    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        return LiveChart.data(runs, run -> Points.runningMean(f1(run)));
    }

    private double[] f1(RunModel run) {
        if (run.run().get().filter(Run::hasRandomWeights).isPresent()) {
            return new double[0];
        }
        return run.values(SampleFigure.of(variant));
    }

    private void drawBands(List<RunModel> runs, Theme theme) {
        var data = new YIntervalSeriesCollection();
        var renderer = new DeviationRenderer(true, false);
        renderer.setAlpha(Math.max(LEAST_OPACITY, BANDS_OPACITY / Math.max(1, runs.size())));
        for (RunModel run : runs) {
            var series = new YIntervalSeries(run.ordinal() + " " + run.label());
            run.figures()
                    .get()
                    .of(variant)
                    .ifPresent(curve -> curve.bands()
                            .stream()
                            .filter(band -> band.samples() >= LEAST_SAMPLES)
                            .forEach(band -> series.add(band.samples(), band.estimate(), band.low(), band.high())));
            renderer.setSeriesPaint(data.getSeriesCount(), INVISIBLE);
            renderer.setSeriesFillPaint(data.getSeriesCount(), run.style().colour(theme));
            data.addSeries(series);
        }
        plot.setRenderer(BANDS, renderer, false);
        plot.setDataset(BANDS, data);
    }

    private void drawReferences(Theme theme) {
        plot.clearRangeMarkers();
        references.get().ifPresent(lines -> {
            double lead = f1(lines.lead15());
            plot.addRangeMarker(
                    ChartLook.reference(lead, Messages.text("chart.rouge.lead", Figures.score(lead)), theme));
            lines.randomHeadline()
                    .ifPresent(random -> plot.addRangeMarker(ChartLook.reference(f1(random),
                            Messages.text("chart.rouge.random", Figures.score(f1(random))), theme)));
        });
    }

    /** From 0 to what is highest; the axis itself would not reach for reference lines. */
    private void fitScores() {
        double highest = LEAST_SCALE;
        for (int dataset : new int[]{MEANS, BANDS}) {
            Range range = DatasetUtils.findRangeBounds(plot.getDataset(dataset));
            highest = range == null ? highest : Math.max(highest, range.getUpperBound());
        }
        double lead = references.get().map(lines -> f1(lines.lead15())).orElse(0.0);
        plot.getRangeAxis().setRange(0, HEADROOM * Math.max(highest, lead));
    }

    private double f1(QualitySummary summary) {
        return summary.of(variant).f1().mean();
    }
}
