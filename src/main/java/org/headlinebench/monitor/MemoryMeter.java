package org.headlinebench.monitor;

import java.util.OptionalLong;

/** Memory in use where a model is: the process's on a CPU, the devices' on GPUs. */
public interface MemoryMeter {
    /** Bytes in use now. */
    long usedBytes();

    /** The most that was in use since the start or the last reset, where the system keeps it. */
    OptionalLong peakBytes();

    /** Forgets the peak so far; without effect where the system keeps none. */
    void resetPeak();
}
