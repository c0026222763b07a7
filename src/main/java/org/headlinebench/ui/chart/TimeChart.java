package org.headlinebench.ui.chart;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StackedXYBarRenderer;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.CategoryTableXYDataset;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Where the time of a step goes: a stored profile of each run's configuration as a stacked bar. */
final class TimeChart implements LiveChart {
    /** Okabe and Ito's colours, and greys for what is no part of the model. */
    private static final List<Color> PARTS = List.of(new Color(0x0072B2), new Color(0xE69F00), new Color(0x009E73),
            new Color(0xCC79A7), new Color(0x56B4E9), new Color(0xD55E00), new Color(0x8C959F), new Color(0xAFB8C1));
    private static final double BAR = 0.6;

    /** The step that is shown. */
    enum Step {
        DECODE, PREFILL;

        @Override
        public String toString() {
            return Messages.text("chart.time." + name());
        }

        StepTimes of(TimeProfile profile) {
            return this == DECODE ? profile.decode() : profile.prefill();
        }
    }

    private final JFreeChart chart = ChartLook.chart("", Messages.text("chart.time.millis"));
    private final XYPlot plot = chart.getXYPlot();
    private final Supplier<List<TimeProfile>> profiles;
    private final LegendTitle legend = new LegendTitle(plot);
    private Step step = Step.DECODE;

    /** @param profiles those that are stored, newest first */
    TimeChart(Supplier<List<TimeProfile>> profiles) {
        this.profiles = profiles;
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setNoDataMessage(Messages.text("chart.time.none"));
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(ChartLook.labelFont());
        legend.setBackgroundPaint(new Color(0, 0, 0, 0));
        legend.setFrame(org.jfree.chart.block.BlockBorder.NONE);
        chart.addLegend(legend);
    }

    void show(Step chosen) {
        step = chosen;
    }

    Step shown() {
        return step;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("step", step.name());
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        Map<RunModel, StepTimes> found = found(runs);
        List<RunModel> drawn = List.copyOf(found.keySet());
        // The legend needs the dataset that the renderer draws, so the renderer is new with it.
        var names = drawn.stream().map(RunModel::label).toArray(String[]::new);
        var axis = new SymbolAxis("", names.length == 0 ? new String[]{""} : names);
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        plot.setDomainAxis(axis);
        var data = new CategoryTableXYDataset();
        data.setIntervalWidth(BAR);
        Set<String> parts = new LinkedHashSet<>();
        found.values().forEach(times -> parts.addAll(times.partMillis().keySet()));
        for (String part : parts) {
            for (int place = 0; place < drawn.size(); place++) {
                data.add(place, found.get(drawn.get(place)).partMillis().getOrDefault(part, 0.0), part);
            }
        }
        var renderer = new StackedXYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDefaultToolTipGenerator((table, series, item) -> Messages.text("chart.time.tip",
                drawn.get(item).label(), table.getSeriesKey(series), Figures.millis(table.getYValue(series, item))));
        for (int series = 0; series < parts.size(); series++) {
            renderer.setSeriesPaint(series, PARTS.get(series % PARTS.size()));
        }
        plot.setRenderer(renderer);
        plot.setDataset(data.getSeriesCount() == 0 ? null : data);
        legend.setVisible(!drawn.isEmpty());
        legend.setItemPaint(theme.mutedText());
        ChartLook.apply(chart, theme);
    }

    /** Per run its parts in the order of the profile, over 1, 2, 3 … */
    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        var data = new LinkedHashMap<String, Points>();
        found(runs).forEach((run, times) -> times.partMillis()
                .forEach((part, millis) -> data.put(run.label() + ": " + part,
                        Points.numbered(new double[]{millis}))));
        return data;
    }

    private Map<RunModel, StepTimes> found(List<RunModel> runs) {
        var found = new LinkedHashMap<RunModel, StepTimes>();
        runs.forEach(run -> profile(run).ifPresent(profile -> found.put(run, step.of(profile))));
        return found;
    }

    /** The newest that was made for the run, otherwise the newest of its configuration. */
    private Optional<TimeProfile> profile(RunModel run) {
        Optional<Run> stored = run.run().get();
        Optional<TimeProfile> own = profiles.get()
                .stream()
                .filter(profile -> profile.run().isPresent()
                        && profile.run().equals(stored.map(Run::id)))
                .findFirst();
        return own.or(() -> profiles.get().stream().filter(profile -> profile.setup().equals(run.setup())).findFirst());
    }
}
