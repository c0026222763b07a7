package org.headlinebench.explanation;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.MemoryUse;

/**
 * Runs whose stacks are written differently and did the same: the worker reported the same facts, the same bytes, and
 * every token is the same. What stacks are called plays no part.
 */
public final class SameConfiguration {
    private static final Pattern NOTHING_PRUNED = Pattern
            .compile("(?:pruned modules \\d+, |layer \\d+ )zeros (\\d\\.\\d+) before, \\1 after pruning");

    private SameConfiguration() {}

    /**
     * The runs among others that had the same effective configuration as one.
     *
     * @param samples gives a run's samples; asked only where the facts agree
     */
    public static List<Run> as(Run run, List<Run> others, Function<Run, List<Sample>> samples) {
        return others.stream()
                .filter(other -> !other.id().equals(run.id()) && isFinished(run) && isFinished(other)
                        && !other.setup().stack().equals(run.setup().stack())
                        && other.setup().model().equals(run.setup().model())
                        && other.setup().place().equals(run.setup().place())
                        && other.workload().checksum().equals(run.workload().checksum())
                        && facts(other).equals(facts(run)) && keyValueBytes(other) == keyValueBytes(run))
                .filter(other -> tokens(samples.apply(other)).equals(tokens(samples.apply(run))))
                .toList();
    }

    private static boolean isFinished(Run run) {
        return run.state() == RunState.FINISHED && run.load().isPresent();
    }

    /** What is loaded and computes; how the cache was written is left to its bytes, how a technique proved itself to it. */
    private static TreeSet<String> facts(Run run) {
        var facts = new TreeSet<String>();
        run.load()
                .map(LoadReport::facts)
                .orElse(List.of())
                .stream()
                .filter(fact -> !fact.startsWith("proof ") && !NOTHING_PRUNED.matcher(fact).matches())
                .map(fact -> fact.startsWith("cache ") ? fact.replaceAll("\\(.*", "") : fact)
                .forEach(facts::add);
        return facts;
    }

    private static long keyValueBytes(Run run) {
        return run.memory().map(MemoryUse::keyValueBytes).orElse(0L);
    }

    private static List<List<Integer>> tokens(List<Sample> samples) {
        return samples.stream().map(Sample::tokenIds).toList();
    }
}
