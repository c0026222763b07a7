package org.headlinebench.ui.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;

/**
 * Readings over a run of any length in bounded room, each of them one that was really taken. When there are too many, every
 * stretch keeps fewer of them; all of them are in the run store.
 */
final class Readings {
    /** More than a chart has pixels across; at ten readings a second, the whole of five minutes. */
    static final int MOST = 3_000;
    private static final int STRETCH = 4;

    private final List<MemoryReading> memory = new ArrayList<>();
    private final List<MachineReading> machine = new ArrayList<>();
    /** How many machine readings stand for one that is kept. */
    private int every = 1;
    private int passed;

    void add(MemoryReading reading) {
        if (memory.size() == MOST) {
            halveMemory();
        }
        memory.add(reading);
    }

    void add(MachineReading reading) {
        if (passed++ % every != 0) {
            return;
        }
        if (machine.size() == MOST) {
            every *= 2;
            var kept = new ArrayList<MachineReading>();
            for (int i = 0; i < machine.size(); i += 2) {
                kept.add(machine.get(i));
            }
            machine.clear();
            machine.addAll(kept);
        }
        machine.add(reading);
    }

    /** In the order read; a live list. The highest and the lowest of all are among them. */
    List<MemoryReading> memory() {
        return Collections.unmodifiableList(memory);
    }

    /** In the order read; a live list. */
    List<MachineReading> machine() {
        return Collections.unmodifiableList(machine);
    }

    /** The first stays, and of every stretch behind it the lowest and the highest, in their order. */
    private void halveMemory() {
        var kept = new ArrayList<>(List.of(memory.getFirst()));
        Comparator<MemoryReading> bySize = Comparator.comparingLong(MemoryReading::residentBytes);
        for (int from = 1; from < memory.size(); from += STRETCH) {
            List<MemoryReading> stretch = memory.subList(from, Math.min(from + STRETCH, memory.size()));
            MemoryReading lowest = Collections.min(stretch, bySize);
            MemoryReading highest = Collections.max(stretch, bySize);
            if (lowest == highest) {
                kept.add(lowest);
            } else {
                boolean rising = lowest.elapsedMillis() <= highest.elapsedMillis();
                kept.add(rising ? lowest : highest);
                kept.add(rising ? highest : lowest);
            }
        }
        memory.clear();
        memory.addAll(kept);
    }
}
