package org.headlinebench.ui.experiment;

import java.util.List;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;

/**
 * A past run with all that was measured.
 *
 * @param name what its user calls it; empty where it goes by its stack
 */
public record StoredRun(Run run, String name, List<Sample> samples, List<MemoryReading> memory,
        List<MachineReading> machine) {
    public StoredRun {
        samples = List.copyOf(samples);
        memory = List.copyOf(memory);
        machine = List.copyOf(machine);
    }
}
