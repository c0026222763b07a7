package org.headlinebench.monitor;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;

/** How busy the host's processors and memory are, and what of it is this process. Not for several threads at once. */
public final class MachineLoad {
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final int processors = Runtime.getRuntime().availableProcessors();
    private long[] ticks;
    private long processNanos;
    private long readAtNanos;

    /**
     * What went on since the reading before.
     *
     * @param host    busy share of all processors, 0 to 1
     * @param process the share that this process took, at most {@code host}
     * @param usedBytes main memory in use
     */
    public record Reading(double host, double process, long usedBytes) {}

    /** The first reading tells of the time since now. */
    public MachineLoad() {
        var hardware = new SystemInfo().getHardware();
        processor = hardware.getProcessor();
        memory = hardware.getMemory();
        ticks = processor.getSystemCpuLoadTicks();
        processNanos = process.getProcessCpuTime();
        readAtNanos = System.nanoTime();
    }

    public Reading read() {
        double host = Math.clamp(processor.getSystemCpuLoadBetweenTicks(ticks), 0, 1);
        ticks = processor.getSystemCpuLoadTicks();
        long nowNanos = System.nanoTime();
        long took = process.getProcessCpuTime();
        double own = (double) (took - processNanos) / Math.max(1, nowNanos - readAtNanos) / processors;
        processNanos = took;
        readAtNanos = nowNanos;
        return new Reading(host, Math.clamp(own, 0, host), Math.max(0, memory.getTotal() - memory.getAvailable()));
    }
}
