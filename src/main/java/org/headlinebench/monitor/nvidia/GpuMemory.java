package org.headlinebench.monitor.nvidia;

import java.util.List;
import java.util.OptionalLong;

import org.headlinebench.monitor.MemoryMeter;

/**
 * Memory in use on some GPUs together, by NVML; of all processes, so that a GPU that is shared shows. libtorch's allocator
 * keeps what it has once taken, so that no peak hides between two readings.
 */
public final class GpuMemory implements MemoryMeter {
    private final List<Nvml> gpus;

    public GpuMemory(List<Nvml> gpus) {
        this.gpus = List.copyOf(gpus);
    }

    @Override
    public long usedBytes() {
        return gpus.stream().map(Nvml::read).mapToLong(reading -> reading.usedBytes().orElse(0)).sum();
    }

    @Override
    public OptionalLong peakBytes() {
        return OptionalLong.empty();
    }

    @Override
    public void resetPeak() {
        // Nothing is kept.
    }
}
