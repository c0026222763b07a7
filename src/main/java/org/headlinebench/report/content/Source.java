package org.headlinebench.report.content;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.Vote;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Priority;
import org.headlinebench.recommendation.Priority.Phase;

/** What all sections are made of: the evidence, the settings and the names of runs. */
record Source(Evidence evidence, Addenda addenda, ReportSettings settings, Map<RunId, Integer> numbers,
        List<Priority> priorities) {

    /** More rows than that are no chart any more. */
    static final int MOST_IN_A_CHART = 32;

    private static final int LONGEST_MODEL = 60;

    static Source of(Evidence evidence, Addenda addenda, ReportSettings settings) {
        var numbers = new HashMap<RunId, Integer>();
        evidence.runs().forEach(run -> numbers.put(run.run().id(), numbers.size() + 1));
        return new Source(evidence, addenda, settings, numbers, evidence.priorities());
    }

    /** A run's number in this report. */
    String number(Run run) {
        return String.valueOf(numbers.get(run.id()));
    }

    /** Its number and stack; the model too where several models ran. */
    String name(Run run) {
        return number(run) + "  " + stack(run);
    }

    /** Its stack in a few words. */
    String stack(Run run) {
        boolean models = evidence.runs().stream().map(each -> each.run().setup().model()).distinct().count() > 1;
        return (models ? shortened(run.setup().model()) + ": " : "") + run.setup().name();
    }

    /** Editors' votes between runs of this report. */
    List<Vote> votes() {
        return addenda.votesAmong(List.copyOf(numbers.keySet()));
    }

    Run baseline() {
        return evidence.baseline().run();
    }

    boolean isBaseline(Run run) {
        return run.id().equals(baseline().id());
    }

    /** Articles that the baseline has measured. */
    long articles() {
        return evidence.baseline().samples().stream().map(Sample::row).distinct().count();
    }

    /** Runs with at least one sample, in order. */
    List<MeasuredRun> measured() {
        return evidence.runs().stream().filter(run -> !run.samples().isEmpty()).toList();
    }

    Optional<Compared> compared(Run run) {
        return evidence.comparisons()
                .of(run)
                .filter(Compared.class::isInstance)
                .map(Compared.class::cast);
    }

    /** What is to be deployed on this evidence: the first of what needs only a setting and gains; absent without one. */
    Optional<Candidate> choice() {
        return priorities.stream()
                .filter(priority -> priority.phase() == Phase.NOW)
                .min(Comparator.comparingDouble(Priority::overallRatio))
                .map(Priority::candidate);
    }

    /** The chosen run, or the best compared one, or nothing beside the baseline. */
    Optional<Candidate> beside() {
        return choice().or(() -> priorities.stream().findFirst().map(Priority::candidate));
    }

    /** Whether what the baseline wrote is scored: a report compares with it. */
    boolean hasQuality() {
        return hasQuality(baseline());
    }

    /** Whether what a run wrote is scored; headlines of made-up weights mean nothing. */
    boolean hasQuality(Run run) {
        return evidence.summary(run).quality().isPresent();
    }

    /** The baseline's dataset in words. */
    String dataset() {
        String name = baseline().workload().dataset();
        return name.equals(SampleNews.NAME) ? "the sample news" : name;
    }

    /** Models in order of appearance. */
    String models() {
        return evidence.runs()
                .stream()
                .map(run -> shortened(run.run().setup().model()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** The end of a long path says more than its beginning. */
    private static String shortened(String model) {
        return model.length() <= LONGEST_MODEL ? model : "\u2026" + model.substring(model.length() - LONGEST_MODEL + 1);
    }
}
