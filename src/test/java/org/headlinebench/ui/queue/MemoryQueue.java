package org.headlinebench.ui.queue;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.WaitingExperiments;

/** A queue's store whose earlier process is the test. */
final class MemoryQueue implements WaitingExperiments {
    private final List<Experiment> kept = new ArrayList<>();
    private List<Waiting> leftOver = List.of();

    List<String> ids() {
        return kept.stream().map(Experiment::id).toList();
    }

    void leave(Waiting... left) {
        leftOver = List.of(left);
        leftOver.forEach(one -> kept.add(one.experiment()));
    }

    @Override
    public void add(Experiment experiment) {
        kept.add(experiment);
    }

    @Override
    public void begin(String experiment) {
        kept.stream().filter(one -> one.id().equals(experiment)).findFirst().orElseThrow();
    }

    @Override
    public void remove(String experiment) {
        kept.removeIf(one -> one.id().equals(experiment));
    }

    @Override
    public void reorder(List<String> experiments) {
        kept.sort(java.util.Comparator.comparingInt(one -> experiments.indexOf(one.id())));
    }

    @Override
    public List<Waiting> takeLeftOver() {
        List<Waiting> taken = leftOver;
        leftOver = List.of();
        return taken;
    }
}
