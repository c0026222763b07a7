package org.headlinebench.explanation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.RooflineShare;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.optimization.Stack;

/**
 * What was measured of a run and of the baseline it is compared with, over the same articles.
 *
 * @param run             the run in question
 * @param summary         its numbers
 * @param baseline        the other run
 * @param baselineSummary its numbers
 * @param latencyRatio    E2E of the run over that of the baseline, paired by article
 */
record Evidence(Run run, RunSummary summary, Run baseline, RunSummary baselineSummary, Interval latencyRatio) {

    private static final Pattern ZEROS = Pattern
            .compile("pruned modules \\d+, zeros (\\d\\.\\d+) before, (\\d\\.\\d+) after pruning");

    /** Empty where the runs did not write about the same articles, or one is not measured. */
    static Optional<Evidence> of(Run run, List<Sample> samples, Run baseline, List<Sample> baselineSamples,
            Bootstrap bootstrap) {
        boolean isComparable = !run.id().equals(baseline.id()) && !samples.isEmpty()
                && run.workload().checksum().equals(baseline.workload().checksum())
                && run.setup().model().equals(baseline.setup().model()) && run.load().isPresent()
                && baseline.load().isPresent()
                && samples.stream()
                        .map(Sample::row)
                        .toList()
                        .equals(
                                baselineSamples.stream().map(Sample::row).toList());
        return isComparable
                ? bootstrap.ratioOfMeans(endToEnd(samples), endToEnd(baselineSamples))
                        .map(ratio -> new Evidence(run, RunSummary.of(run, samples), baseline,
                                RunSummary.of(baseline, baselineSamples), ratio))
                : Optional.empty();
    }

    boolean isFaster() {
        return Verdict.ofLatencyRatio(latencyRatio) == Verdict.FASTER;
    }

    Stack stack() {
        return run.setup().stack();
    }

    /** Whether nothing but one axis differs. */
    boolean differsInOneAxis() {
        return stack().differencesTo(baseline.setup().stack()).size() == 1;
    }

    /** Bytes of weights that a decoded token reads, as a share of the baseline's. */
    double readShare() {
        return (double) load().readBytesPerToken() / baseline.load().orElseThrow().readBytesPerToken();
    }

    LoadReport load() {
        return run.load().orElseThrow();
    }

    /** The run's fact that begins with that word, without it. */
    Optional<String> fact(String word) {
        return load().facts()
                .stream()
                .filter(fact -> fact.startsWith(word + " "))
                .map(fact -> fact.substring(word.length() + 1))
                .findFirst();
    }

    /** Part of the pruned modules' weights that became zero; absent where nothing did. */
    OptionalDouble newZeros() {
        for (String fact : load().facts()) {
            Matcher zeros = ZEROS.matcher(fact);
            if (zeros.matches()) {
                double became = Double.parseDouble(zeros.group(2)) - Double.parseDouble(zeros.group(1));
                return became > 0 ? OptionalDouble.of(became) : OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    OptionalDouble rooflineShare() {
        return share(summary);
    }

    OptionalDouble baselineRooflineShare() {
        return share(baselineSummary);
    }

    private static OptionalDouble share(RunSummary of) {
        return of.roofline().stream().mapToDouble(RooflineShare::share).findFirst();
    }

    private static double[] endToEnd(List<Sample> samples) {
        return samples.stream().mapToDouble(sample -> sample.times().endToEndMillis()).toArray();
    }
}
