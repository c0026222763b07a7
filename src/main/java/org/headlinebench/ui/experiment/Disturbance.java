package org.headlinebench.ui.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/** What made a run slower than it is: clocks held back, and other programs on its device. Adds up as readings come. */
public final class Disturbance {
    /** Mean share of the processors' time that others may take. */
    public static final double OTHERS = 0.1;

    private final TreeSet<String> reasons = new TreeSet<>();
    private int throttled;
    private int readings;
    private double others;

    void add(MachineReading reading) {
        readings++;
        others += reading.othersLoad();
        List<String> held = reading.gpus()
                .stream()
                .map(MachineReading.Gpu::throttled)
                .filter(reason -> !reason.isBlank())
                .toList();
        reasons.addAll(held);
        throttled += held.isEmpty() ? 0 : 1;
    }

    /** A sentence for each; none where nothing disturbed the run or nothing was read. */
    List<String> words() {
        var words = new ArrayList<String>();
        if (throttled > 0) {
            words.add(Messages.text("run.throttled", String.join(", ", reasons), Figures.count(throttled),
                    Figures.count(readings)));
        }
        if (readings > 0 && others / readings > OTHERS) {
            words.add(Messages.text("run.shared", Figures.percent(others / readings)));
        }
        return words;
    }
}
