package org.headlinebench.ui.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;

class ReadingsTest {
    private static final int MANY = 100_000;

    @Test
    void ofAnyNumberOfMemoryReadingsAFewStayAndTheHighestAndLowestAreAmongThem() {
        var readings = new Readings();
        var random = new Random(1);
        List<MemoryReading> all = IntStream.range(0, MANY)
                .mapToObj(i -> new MemoryReading(i * 100.0, 1_000_000 + random.nextInt(1_000_000)))
                .toList();
        all.forEach(readings::add);
        Comparator<MemoryReading> bySize = Comparator.comparingLong(MemoryReading::residentBytes);
        assertThat(readings.memory()).hasSizeBetween(Readings.MOST / 2, Readings.MOST)
                .isSortedAccordingTo(Comparator.comparingDouble(MemoryReading::elapsedMillis))
                .contains(all.getFirst(), all.getLast())
                .contains(all.stream().max(bySize).orElseThrow(), all.stream().min(bySize).orElseThrow());
        assertThat(all).containsAll(readings.memory());
    }

    @Test
    void readingsOfTheMachineThinOutEvenly() {
        var readings = new Readings();
        for (int i = 0; i < MANY; i++) {
            readings.add(new MachineReading(i, 0.5, 0.5, 1_000, List.of()));
        }
        assertThat(readings.machine()).hasSizeBetween(Readings.MOST / 2, Readings.MOST);
        double step = readings.machine().get(1).elapsedMillis() - readings.machine().getFirst().elapsedMillis();
        for (int i = 1; i < readings.machine().size(); i++) {
            assertThat(readings.machine().get(i).elapsedMillis() - readings.machine().get(i - 1).elapsedMillis())
                    .isEqualTo(step);
        }
        assertThat(readings.machine().getLast().elapsedMillis()).isGreaterThan(MANY - step - 1);
    }
}
