package org.headlinebench.ui.chart;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.ui.experiment.Disturbance;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** How busy the machine was while a run went: processors, memory, and what NVML says of GPUs. Held-back clocks are ringed. */
final class MachineChart implements LiveChart {
    private final JFreeChart chart = ChartLook.chart(Messages.text("chart.memory.seconds"), "");
    private final XYPlot plot = chart.getXYPlot();
    private final Lines lines = new Lines(plot, 0, (data, series, item) -> Messages.text("chart.machine.tip",
            data.getSeriesKey(series), shown().title(), Figures.millis(data.getYValue(series, item)),
            Figures.millis(data.getXValue(series, item))));
    private final Marks marks = new Marks(plot, 1);
    private MachineQuantity quantity = MachineQuantity.HOST_LOAD;

    void show(MachineQuantity chosen) {
        quantity = chosen;
    }

    MachineQuantity shown() {
        return quantity;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("quantity", quantity.name());
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> runs, Theme theme) {
        ChartLook.apply(chart, theme);
        plot.getRangeAxis().setLabel(quantity.title());
        plot.getDomainAxis().setLowerMargin(0);
        plot.setNoDataMessage(Messages.text(quantity.isOfGpu() ? "chart.machine.noGpu" : "chart.machine.none"));
        lines.draw(runs, this::points, theme);
        marks.begin(theme);
        for (RunModel run : runs) {
            for (MachineReading reading : run.machine()) {
                String why = throttled(reading);
                OptionalDouble value = quantity.of(reading);
                if (!why.isEmpty() && value.isPresent()) {
                    marks.add(run, Marks.Sign.RING, reading.elapsedMillis() / 1000, value.getAsDouble(),
                            Messages.text("chart.machine.tip.throttled", run.label(), why));
                }
            }
        }
        if (quantity == MachineQuantity.OTHERS_LOAD) {
            runs.forEach(this::ringWhereShared);
        }
        marks.draw();
    }

    /** At the moment at which other programs took most. */
    private void ringWhereShared(RunModel run) {
        run.machine()
                .stream()
                .max(Comparator.comparingDouble(MachineReading::othersLoad))
                .filter(most -> most.othersLoad() > Disturbance.OTHERS)
                .ifPresent(most -> marks.add(run, Marks.Sign.RING, most.elapsedMillis() / 1000,
                        quantity.of(most).orElseThrow(),
                        Messages.text("chart.machine.tip.shared", run.label(), Figures.percent(most.othersLoad()))));
    }

    @Override
    public Map<String, Points> data(List<RunModel> runs) {
        return LiveChart.data(runs, this::points);
    }

    private static String throttled(MachineReading reading) {
        return reading.gpus()
                .stream()
                .map(MachineReading.Gpu::throttled)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    private Points points(RunModel run) {
        List<MachineReading> told = run.machine()
                .stream()
                .filter(reading -> quantity.of(reading).isPresent())
                .toList();
        return new Points(told.stream().mapToDouble(reading -> reading.elapsedMillis() / 1000).toArray(),
                told.stream().mapToDouble(reading -> quantity.of(reading).getAsDouble()).toArray());
    }
}
