package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MachineReading.Gpu;

/** What readings of the machine say against a run's numbers: clocks held back, processors that others used. */
final class MachineWords {
    private static final double BUSY_WITH_OTHERS = 0.1;

    private MachineWords() {}

    /** Sentences to stand behind a run's name and a colon; empty where nothing disturbed it or nothing was read. */
    static List<String> of(List<MachineReading> readings) {
        List<String> words = new ArrayList<>();
        var byGpu = new TreeMap<Integer, List<Gpu>>(Comparator.naturalOrder());
        readings.stream()
                .flatMap(reading -> reading.gpus().stream())
                .forEach(gpu -> byGpu.computeIfAbsent(gpu.index(), _ -> new ArrayList<>()).add(gpu));
        byGpu.forEach((index, gpu) -> throttled(index, gpu, words));
        double others = readings.stream().mapToDouble(MachineReading::othersLoad).average().orElse(0);
        if (others > BUSY_WITH_OTHERS) {
            words.add(Numbers.of("other programs took %.0f\u00a0%% of the processors\u2019 time while it ran, so its"
                    + " latencies may be too long.", 100 * others));
        }
        return words;
    }

    private static void throttled(int index, List<Gpu> readings, List<String> words) {
        List<String> reasons = readings.stream().map(Gpu::throttled).filter(reason -> !reason.isBlank()).toList();
        if (!reasons.isEmpty()) {
            words.add("GPU " + index + " held its clocks back (" + String.join(", ", new TreeSet<>(reasons)) + ") in "
                    + reasons.size() + " of " + Numbers.count(readings.size(), "reading") + ".");
        }
    }
}
