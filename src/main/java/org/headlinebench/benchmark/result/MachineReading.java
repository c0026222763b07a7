package org.headlinebench.benchmark.result;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How busy the machine was at a moment of a run.
 *
 * @param elapsedMillis since the worker began to load the model
 * @param hostLoad      share of all processors' time that was busy since the reading before, 0 to 1
 * @param workerLoad    of it, what the worker's process took, 0 to 1
 * @param hostUsedBytes main memory that processes cannot take without swapping
 * @param gpus          the GPUs that the run uses; empty on a CPU and where the driver tells nothing
 */
public record MachineReading(double elapsedMillis, double hostLoad, double workerLoad, long hostUsedBytes,
        List<Gpu> gpus) {
    /**
     * One GPU by NVML; what the driver does not tell is absent.
     *
     * @param usedBytes of all processes
     * @param throttled why clocks are held back, in words; empty where they are not
     */
    public record Gpu(int index, OptionalLong usedBytes, OptionalInt utilisationPercent, OptionalDouble powerWatts,
            OptionalInt temperatureCelsius, OptionalInt smMegahertz, String throttled) {}

    public MachineReading {
        gpus = List.copyOf(gpus);
        if (!(elapsedMillis >= 0) || !(hostLoad >= 0 && hostLoad <= 1) || !(workerLoad >= 0 && workerLoad <= 1)
                || hostUsedBytes < 0) {
            throw new IllegalArgumentException("no reading of a machine: " + hostLoad + ", " + workerLoad);
        }
    }

    /** The share of the processors' time that others than the worker took. */
    public double othersLoad() {
        return Math.max(0, hostLoad - workerLoad);
    }
}
