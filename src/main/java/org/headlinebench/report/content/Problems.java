package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.comparison.Metric;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Bullets;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;

/** What went wrong, and what was not measured. */
final class Problems {
    private static final double THROTTLED = 1.1;
    private static final int ENOUGH_FOR_DRIFT = 12;

    private Problems() {}

    static List<Block> of(Source source) {
        var problems = new LinkedHashMap<String, List<Run>>();
        for (MeasuredRun measured : source.evidence().runs()) {
            of(source, measured).forEach(text -> problems.computeIfAbsent(text, _ -> new ArrayList<>())
                    .add(measured.run()));
        }
        List<String> items = new ArrayList<>();
        problems.forEach((text, runs) -> items.add((runs.size() == 1
                ? "Run " + source.name(runs.getFirst())
                : "Runs " + Numbers.listed(runs.stream().map(source::number).toList())) + ": " + text));
        source.evidence()
                .comparisons()
                .compared()
                .stream()
                .filter(run -> run.of(Metric.END_TO_END)
                        .flatMap(Effect::interval)
                        .filter(interval -> run.differences().isEmpty() && interval.excludes(1))
                        .isPresent())
                .flatMap(run -> ComparisonWords.noise(run).stream())
                .forEach(items::add);
        source.evidence()
                .comparisons()
                .refused()
                .forEach(refused -> items
                        .add("Run " + source.name(refused.candidate()) + " was not compared. " + refused.reason()));
        source.addenda()
                .refused()
                .forEach(refused -> items.add("Configuration " + refused.name() + " was not run. " + refused.reason()
                        + " " + refused.remedy()));
        return List.of(new Heading(1, "Problems met"), items.isEmpty()
                ? Paragraph.body("None: every run finished, was comparable and has no outlier.")
                : new Bullets(items));
    }

    /** What happened to one run, in sentences. */
    private static List<String> of(Source source, MeasuredRun measured) {
        Run run = measured.run();
        List<String> items = new ArrayList<>();
        if (run.state() != RunState.FINISHED) {
            items.add(run.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + run.failure().map(why -> ". " + why.message() + " " + why.remedy()).orElse(".") + " It has "
                    + Numbers.count(measured.samples().size(), "sample") + ".");
        }
        RunSummary summary = source.evidence().summary(run);
        if (!summary.outliers().isEmpty()) {
            items.add(Numbers.count(summary.outliers().size(), "outlier")
                    + " in E2E latency (modified z-score beyond 3.5), counted in.");
        }
        if (summary.cutPrompts() > 0) {
            items.add(Numbers.count(summary.cutPrompts(), "description") + " cut to fit.");
        }
        drift(measured).ifPresent(items::add);
        items.addAll(MachineWords.of(source.addenda().machine(run.id())));
        if (run.load().isPresent() && !run.load().get().settled() && !measured.samples().isEmpty()) {
            items.add("measuring began before warm-up had settled (two samples within 10 %).");
        }
        return items;
    }

    static List<Block> notMeasured(Source source) {
        List<String> items = new ArrayList<>();
        if (source.evidence().runs().stream().allMatch(each -> each.run().energy().isEmpty())) {
            items.add(
                    "Energy: no counter of the machine could be read" + (source.settings().prices().watts().isPresent()
                            ? "; joules are estimated from the power that the user gave."
                            : "."));
        }
        if (source.votes().isEmpty()) {
            items.add("The judgement of editors: no votes are stored. ROUGE counts words that were printed; it does not"
                    + " see whether a headline is true or good.");
        }
        if (source.measured().stream().allMatch(run -> source.addenda().machine(run.run().id()).isEmpty())) {
            items.add(
                    "How busy the machine was with other work, and whether it held clocks back: no readings are stored.");
        }
        String lacking = lacking(source);
        if (!lacking.isEmpty()) {
            items.add("Of these runs and their configurations: " + lacking + ".");
        }
        items.addAll(List.of("Several users at a time, other hardware, other datasets than the one above."));
        if (source.evidence()
                .runs()
                .stream()
                .noneMatch(run -> source.evidence().summary(run.run()).roofline().isPresent())) {
            items.add("The roofline share: the device\u2019s bandwidth was not measured, or no run is bound by it.");
        }
        return List.of(new Heading(1, "What was not measured"), new Bullets(items));
    }

    /** Kinds of evaluations of which none is stored. */
    private static String lacking(Source source) {
        List<Evaluation> stored = source.addenda()
                .evaluations()
                .stream()
                .filter(each -> source.evidence()
                        .runs()
                        .stream()
                        .anyMatch(run -> each.isAbout(run.run())))
                .toList();
        List<String> kinds = new ArrayList<>();
        if (stored.stream().allMatch(each -> each.judged().isEmpty())) {
            kinds.add("a judge model\u2019s scores");
        }
        if (stored.stream().allMatch(each -> each.accuracy().isEmpty())) {
            kinds.add("multiple-choice accuracy");
        }
        if (stored.stream().allMatch(each -> each.perplexity().isEmpty())) {
            kinds.add("perplexity");
        }
        return String.join(", ", kinds);
    }

    /** The second half against the first: a machine that heats up or is shared slows down. */
    private static Optional<String> drift(MeasuredRun run) {
        int half = run.samples().size() / 2;
        if (half * 2 < ENOUGH_FOR_DRIFT) {
            return Optional.empty();
        }
        double first = perToken(run.samples().subList(0, half));
        double second = perToken(run.samples().subList(half, run.samples().size()));
        return second > first * THROTTLED
                ? Optional.of(Numbers.of("slowed down while it ran: its second half took %.0f %% more time per"
                        + " token than its first (throttled, or the machine was shared).", 100 * (second / first - 1)))
                : Optional.empty();
    }

    private static double perToken(List<Sample> samples) {
        double millis = samples.stream().mapToDouble(sample -> sample.times().endToEndMillis()).sum();
        return millis / samples.stream().mapToInt(sample -> sample.times().outputTokens()).sum();
    }
}
