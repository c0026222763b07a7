package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Bullets;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** The runs beside the baseline, and the series from one to the next. */
final class Improvement {
    private Improvement() {}

    static List<Block> of(Source source) {
        List<Compared> compared = source.evidence().comparisons().compared();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Heading(1, "Improvement over the baseline"));
        if (compared.isEmpty()) {
            blocks.add(Paragraph.body("There is no run that can be compared with the baseline."));
            return blocks;
        }
        blocks.add(new Table("Latency as a ratio to the baseline\u2019s, below 1 is quicker; verdicts after Holm\u2019s"
                + " correction.",
                List.of(Column.number("Run"), Column.text("Differs in"), Column.number("E2E\u00a0ratio"),
                        Column.text("95 %"), Column.text("Verdict"), Column.number("TTFT ratio"),
                        Column.number("TPOT ratio")),
                compared.stream().map(run -> speed(source, run)).toList()));
        if (source.hasQuality()) {
            blocks.add(quality(source, compared));
        }
        blocks.addAll(steps(source));
        if (source.hasQuality()) {
            blocks.add(new Heading(2, "What could have been seen"));
            blocks.add(new Bullets(bullets(source, compared,
                    run -> Stream.of(run.of(Metric.ROUGE_1)
                            .map(ComparisonWords::sensitivity)
                            .orElse("No article has a score in both runs.")))));
        }
        List<String> notes = bullets(source, compared, run -> ComparisonWords.notes(run).stream());
        if (!notes.isEmpty()) {
            blocks.add(new Heading(2, "Notes on the comparisons"));
            blocks.add(new Bullets(notes));
        }
        return blocks;
    }

    private static Table quality(Source source, List<Compared> compared) {
        return new Table(
                "ROUGE-1 against the baseline\u2019s, and how much of it is kept (interval of the difference over"
                        + " the baseline\u2019s mean).",
                List.of(Column.number("Run"), Column.text("Stack"), Column.number("Difference"), Column.text("95 %"),
                        Column.text("Verdict"), Column.number("Kept"), Column.text("95 %"), Column.number("Same ids")),
                compared.stream().map(run -> quality(source, run)).toList());
    }

    /** What is said of several runs is said once. */
    private static List<String> bullets(Source source, List<Compared> compared,
            Function<Compared, Stream<String>> sentences) {
        var runs = new LinkedHashMap<String, List<String>>();
        compared.forEach(run -> sentences.apply(run)
                .forEach(sentence -> runs.computeIfAbsent(sentence, _ -> new ArrayList<>())
                        .add(source.number(run.candidate()))));
        List<String> bullets = runs.entrySet()
                .stream()
                .limit(Source.MOST_IN_A_CHART)
                .map(each -> (each.getValue().size() == 1 ? "Run " : "Runs ")
                        + Numbers.listed(each.getValue()) + ": " + each.getKey())
                .collect(Collectors.toCollection(ArrayList::new));
        if (runs.size() > bullets.size()) {
            bullets.add("The same is known of the other " + (runs.size() - bullets.size())
                    + "; \u201cheadline-bench runs compare\u201d tells it.");
        }
        return bullets;
    }

    /** What each technique adds by itself: nothing is credited with what another brought. */
    private static List<Block> steps(Source source) {
        List<Compared> steps = source.evidence()
                .candidates()
                .stream()
                .map(candidate -> source.evidence().steps().get(candidate.run().id()))
                .filter(step -> step != null && !source.isBaseline(step.baseline()))
                .toList();
        if (steps.isEmpty()) {
            return List.of();
        }
        return List.of(new Heading(2, "One change at a time"),
                new Table(
                        "Runs that differ from the baseline in more than one thing, beside the run from which they differ"
                                + " in one; verdicts after Holm\u2019s correction per such run.",
                        List.of(Column.number("Run"), Column.number("Against"), Column.text("Differs in"),
                                Column.number("E2E\u00a0ratio"), Column.text("95 %"), Column.text("Verdict"),
                                Column.number("ROUGE-1"), Column.text("95 %"), Column.text("Verdict")),
                        steps.stream()
                                .map(step -> List.of(source.number(step.candidate()), source.number(step.baseline()),
                                        differs(step), number(step.of(Metric.END_TO_END)),
                                        interval(step.of(Metric.END_TO_END)), verdict(step.of(Metric.END_TO_END)),
                                        number(step.of(Metric.ROUGE_1)), interval(step.of(Metric.ROUGE_1)),
                                        verdict(step.of(Metric.ROUGE_1))))
                                .toList()));
    }

    private static List<String> speed(Source source, Compared run) {
        Optional<Effect> latency = run.of(Metric.END_TO_END);
        return List.of(source.number(run.candidate()), differs(run), number(latency),
                interval(latency), verdict(latency),
                number(run.of(Metric.TTFT)), number(run.of(Metric.TPOT)));
    }

    private static List<String> quality(Source source, Compared run) {
        Optional<Effect> rouge = run.of(Metric.ROUGE_1);
        Optional<Effect> positive = rouge.filter(effect -> effect.baselineMean() > 0);
        return List.of(source.number(run.candidate()), source.stack(run.candidate()), number(rouge), interval(rouge),
                verdict(rouge),
                positive.map(effect -> Numbers.percent(effect.candidateMean() / effect.baselineMean()))
                        .orElse(Numbers.NONE),
                positive.flatMap(effect -> effect.interval()
                        .map(interval -> Numbers.of("%.0f", 100 * (1 + interval.low() / effect.baselineMean()))
                                + "\u00a0to\u00a0"
                                + Numbers.of("%.0f", 100 * (1 + interval.high() / effect.baselineMean())) + "\u00a0%"))
                        .orElse(Numbers.NONE),
                run.exactness().map(ids -> Numbers.percent(ids.identicalShare())).orElse(Numbers.NONE));
    }

    private static String differs(Compared run) {
        return Numbers.arrows(ComparisonWords.differences(run));
    }

    private static String verdict(Optional<Effect> effect) {
        return effect.map(ComparisonWords::verdict).orElse(Numbers.NONE).replace(' ', '\u00a0');
    }

    private static String number(Optional<Effect> effect) {
        return effect.map(found -> ComparisonWords.number(found.metric(), found.estimate())).orElse(Numbers.NONE);
    }

    private static String interval(Optional<Effect> effect) {
        return effect.flatMap(found -> found.interval()
                .map(interval -> ComparisonWords.interval(found.metric(), interval).replace(' ', '\u00a0')))
                .orElse(Numbers.NONE);
    }
}
