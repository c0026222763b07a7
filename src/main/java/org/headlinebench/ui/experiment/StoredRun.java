package org.headlinebench.ui.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.dataset.NewsRow;

/**
 * A past run with what the window shows of all of its samples at once.
 *
 * @param name     what its user calls it; empty where it goes by its stack
 * @param articles what it wrote about, each once, in the order in which it was first written about
 */
public record StoredRun(Run run, String name, SampleNumbers samples, List<NewsRow> articles,
        List<MemoryReading> memory, List<MachineReading> machine) {
    public StoredRun {
        articles = List.copyOf(articles);
        memory = List.copyOf(memory);
        machine = List.copyOf(machine);
    }

    /**
     * Reads a run, for background threads.
     *
     * @param known articles by row number, those of the run that are not among them are added: runs of one dataset share
     *              their texts
     */
    public static StoredRun read(RunStore store, Run run, String name, Map<Integer, NewsRow> known) {
        var numbers = new SampleNumbers(Math.max(1, run.workload().rows() * run.workload().passes()));
        var articles = new LinkedHashMap<Integer, NewsRow>();
        new StoredSamples(store).each(run.id(), Integer.MAX_VALUE, sample -> {
            numbers.add(sample);
            articles.computeIfAbsent(sample.row(), row -> known.computeIfAbsent(row, _ -> new NewsRow(row,
                    sample.actualHeadline(), sample.description(), sample.category(), "", Optional.empty(), "")));
        });
        return new StoredRun(run, name, numbers, List.copyOf(articles.values()), store.memory(run.id()),
                store.machine(run.id()));
    }
}
