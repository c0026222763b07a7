package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.Verdict;

/** The baseline against itself at the end of an experiment: what differs without any reason. */
final class NoiseFloorText {
    private NoiseFloorText() {}

    /** Empty where the baseline did not run twice. */
    static Optional<String> of(RunStore store, List<Run> runs) {
        List<Run> baselines = runs.stream()
                .filter(run -> run.state() == RunState.FINISHED
                        && run.setup().stack().equals(runs.getFirst().setup().stack()))
                .toList();
        if (baselines.size() < 2) {
            return Optional.empty();
        }
        Optional<Interval> ratio = Bootstrap.STANDARD.ratioOfMeans(endToEnd(store, baselines.getLast()),
                endToEnd(store, baselines.getFirst()));
        return ratio.map(interval -> Figures.format(
                "Noise floor: the baseline's E2E at the end is %.3f x that of its first run (95 %% interval %.3f-%.3f)%s",
                interval.estimate(), interval.low(), interval.high(),
                Verdict.ofLatencyRatio(interval) == Verdict.NO_DIFFERENCE_SHOWN
                        ? "."
                        : ": the machine drifted, so differences of this size mean nothing."));
    }

    private static double[] endToEnd(RunStore store, Run run) {
        return store.samples(run.id())
                .stream()
                .map(Sample::times)
                .mapToDouble(times -> times.endToEndMillis())
                .toArray();
    }
}
