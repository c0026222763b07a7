package org.headlinebench.ui.chart;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MachineReading.Gpu;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/** What the machine's chart can show. */
enum MachineQuantity {
    HOST_LOAD, OTHERS_LOAD, HOST_MEMORY, GPU_LOAD, GPU_MEMORY, GPU_POWER, GPU_TEMPERATURE, GPU_CLOCK;

    private static final double PERCENT = 100;

    /** In words, with its unit. */
    String title() {
        return Messages.text("chart.machine." + name());
    }

    boolean isOfGpu() {
        return ordinal() >= GPU_LOAD.ordinal();
    }

    /** Of the GPUs the hottest, the busiest and so on; memory and power of all together. Absent where it is not told. */
    OptionalDouble of(MachineReading reading) {
        return switch (this) {
            case HOST_LOAD -> OptionalDouble.of(PERCENT * reading.hostLoad());
            case OTHERS_LOAD -> OptionalDouble.of(PERCENT * reading.othersLoad());
            case HOST_MEMORY -> OptionalDouble.of(Figures.mebibytes(reading.hostUsedBytes()));
            case GPU_LOAD -> highest(reading.gpus().stream().map(Gpu::utilisationPercent).toList());
            case GPU_TEMPERATURE -> highest(reading.gpus().stream().map(Gpu::temperatureCelsius).toList());
            case GPU_CLOCK -> highest(reading.gpus().stream().map(Gpu::smMegahertz).toList());
            case GPU_MEMORY -> {
                double[] bytes = reading.gpus()
                        .stream()
                        .flatMapToLong(gpu -> gpu.usedBytes().stream())
                        .mapToDouble(Figures::mebibytes)
                        .toArray();
                yield sum(bytes);
            }
            case GPU_POWER -> sum(reading.gpus().stream().flatMapToDouble(gpu -> gpu.powerWatts().stream()).toArray());
        };
    }

    private static OptionalDouble highest(List<OptionalInt> values) {
        return values.stream().flatMapToInt(OptionalInt::stream).asDoubleStream().max();
    }

    private static OptionalDouble sum(double[] values) {
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(java.util.Arrays.stream(values).sum());
    }

    @Override
    public String toString() {
        return title();
    }
}
