package org.headlinebench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.comparison.RunComparison.Refused;
import org.headlinebench.metrics.statistics.HolmCorrection;
import org.headlinebench.metrics.statistics.PairedBootstrap;
import org.headlinebench.metrics.statistics.PairedEstimate;
import org.headlinebench.metrics.statistics.PairedStatistic;
import org.headlinebench.metrics.statistics.Sensitivity;
import org.headlinebench.optimization.Axis;

/**
 * Runs beside one baseline. Verdicts are corrected by Holm's method over all runs of the table, once for speed and once for
 * quality.
 *
 * @param baseline the run that the others are compared with
 * @param runs     one comparison per other run, in the order given
 */
public record Comparisons(Run baseline, List<RunComparison> runs) {
    public Comparisons {
        runs = List.copyOf(runs);
    }

    /** Compares with the program's standard bootstrap. */
    public static Comparisons of(MeasuredRun baseline, List<MeasuredRun> candidates) {
        return of(baseline, candidates, PairedBootstrap.STANDARD);
    }

    /** Compares; nothing is thrown for runs that cannot be compared: they are {@link Refused}. */
    public static Comparisons of(MeasuredRun baseline, List<MeasuredRun> candidates, PairedBootstrap bootstrap) {
        List<RunComparison> alone = candidates.stream()
                .map(candidate -> compare(baseline, candidate, bootstrap))
                .toList();
        return new Comparisons(baseline.run(), corrected(alone));
    }

    /** All in which two runs differ apart from their workloads. */
    public static List<Difference> differences(Run one, Run other) {
        return Comparability.differences(one, other);
    }

    /** Those that could be compared. */
    public List<Compared> compared() {
        return runs.stream().filter(Compared.class::isInstance).map(Compared.class::cast).toList();
    }

    /** Those that could not. */
    public List<Refused> refused() {
        return runs.stream().filter(Refused.class::isInstance).map(Refused.class::cast).toList();
    }

    /** The comparison of a run; absent for the baseline itself and for a run that is not in the table. */
    public Optional<RunComparison> of(Run candidate) {
        return runs.stream().filter(each -> each.candidate().id().equals(candidate.id())).findFirst();
    }

    /** How many comparisons a metric's correction is for. */
    public int family(Metric metric) {
        return (int) compared().stream().flatMap(run -> run.of(metric).stream()).count();
    }

    private static RunComparison compare(MeasuredRun baseline, MeasuredRun candidate, PairedBootstrap bootstrap) {
        Run before = baseline.run();
        Run after = candidate.run();
        List<Difference> differences = Comparability.differences(before, after);
        if (before.id().equals(after.id())) {
            return new Refused(before, after, differences, "A run cannot be compared with itself.",
                    "Run the same configuration twice to see the noise.");
        }
        Optional<String> empty = empty(baseline).or(() -> empty(candidate));
        if (empty.isPresent()) {
            return new Refused(before, after, differences, empty.get(), "Run it again.");
        }
        Optional<String> problem = Comparability.problem(before, after);
        if (problem.isPresent()) {
            return new Refused(before, after, differences, "Not comparable: " + problem.get() + ".",
                    "Run both over the same rows with the same prompt, rules, token limit and sampling settings.");
        }
        var pairs = new ArticlePairs(baseline.samples(), candidate.samples(),
                !baseline.run().hasRandomWeights() && !candidate.run().hasRandomWeights());
        if (pairs.count() == 0) {
            return new Refused(before, after, differences, "No article was measured by both runs.",
                    "Run both to the end.");
        }
        return new Compared(before, after, differences, pairs.count(), effects(pairs.statistics(), bootstrap),
                pairs.exactness(), notes(baseline, candidate, differences, pairs.count()));
    }

    private static Optional<String> empty(MeasuredRun run) {
        return run.samples().isEmpty()
                ? Optional.of("Run " + run.run().id() + " has no samples"
                        + run.run().failure().map(failure -> ": " + failure.message()).orElse("."))
                : Optional.empty();
    }

    private static List<String> notes(MeasuredRun before, MeasuredRun after, List<Difference> differences,
            int articles) {
        var notes = new ArrayList<String>();
        for (Run run : List.of(before.run(), after.run())) {
            if (run.state() != RunState.FINISHED) {
                notes.add("Run " + run.id() + " is not finished (" + run.state().name().toLowerCase().replace('_', ' ')
                        + "); compared over the " + articles + " articles that both have measured.");
            }
        }
        if (differences.isEmpty()) {
            notes.add("Same configuration twice: what differs here is noise.");
        }
        if (differences.stream().anyMatch(each -> each.what().equals(Axis.BATCHING.word()))) {
            notes.add("The runs batch differently: the latency of an article and the throughput of all are two things."
                    + throughput(before, after));
        }
        return notes;
    }

    private static String throughput(MeasuredRun before, MeasuredRun after) {
        OptionalDouble one = before.outputTokensPerSecond();
        OptionalDouble other = after.outputTokensPerSecond();
        return one.isPresent() && other.isPresent()
                ? String.format(Locale.ROOT, " Throughput is %.1f output tokens/s against the baseline's %.1f.",
                        other.getAsDouble(), one.getAsDouble())
                : "";
    }

    /** Metrics over the same articles share their draws; one that lacks some articles has draws of its own. */
    private static List<Effect> effects(Map<Metric, PairedStatistic> statistics, PairedBootstrap bootstrap) {
        var byCount = new LinkedHashMap<Integer, List<Metric>>();
        statistics.forEach((metric, values) -> byCount
                .computeIfAbsent(values.candidate().length, _ -> new ArrayList<>())
                .add(metric));
        var effects = new ArrayList<Effect>();
        byCount.forEach((articles, metrics) -> {
            List<PairedStatistic> values = metrics.stream().map(statistics::get).toList();
            List<PairedEstimate> estimates = articles < 2 ? List.of() : bootstrap.estimate(values);
            for (int i = 0; i < metrics.size(); i++) {
                effects.add(effect(metrics.get(i), values.get(i),
                        estimates.isEmpty() ? Optional.empty() : Optional.of(estimates.get(i))));
            }
        });
        effects.sort((a, b) -> a.metric().compareTo(b.metric()));
        return effects;
    }

    private static Effect effect(Metric metric, PairedStatistic values, Optional<PairedEstimate> estimate) {
        return new Effect(metric, Arrays.stream(values.baseline()).average().orElseThrow(),
                Arrays.stream(values.candidate()).average().orElseThrow(), estimate.map(PairedEstimate::interval),
                estimate.stream().mapToDouble(PairedEstimate::pValue).findFirst(), OptionalDouble.empty(),
                Optional.empty(), estimate.map(_ -> Sensitivity.of(values)));
    }

    private static List<RunComparison> corrected(List<RunComparison> alone) {
        List<RunComparison> result = alone;
        for (Metric metric : Metric.values()) {
            if (metric.isJudged()) {
                result = corrected(result, metric);
            }
        }
        return result;
    }

    private static List<RunComparison> corrected(List<RunComparison> alone, Metric metric) {
        double[] pValues = alone.stream().flatMapToDouble(run -> pValue(run, metric).stream()).toArray();
        double[] adjusted = HolmCorrection.adjust(pValues);
        var result = new ArrayList<RunComparison>();
        int next = 0;
        for (RunComparison run : alone) {
            result.add(run instanceof Compared compared && pValue(run, metric).isPresent()
                    ? judged(compared, metric, adjusted[next++])
                    : run);
        }
        return result;
    }

    private static OptionalDouble pValue(RunComparison run, Metric metric) {
        return run instanceof Compared compared
                ? compared.of(metric).map(Effect::pValue).orElse(OptionalDouble.empty())
                : OptionalDouble.empty();
    }

    private static Compared judged(Compared run, Metric metric, double adjusted) {
        return new Compared(run.baseline(), run.candidate(), run.differences(), run.articles(),
                run.effects()
                        .stream()
                        .map(effect -> effect.metric() == metric ? effect.judged(adjusted) : effect)
                        .toList(),
                run.exactness(), run.notes());
    }
}
