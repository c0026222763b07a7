package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.evaluation.AccuracyResult;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.JudgeResult;
import org.headlinebench.evaluation.PerplexityResult;
import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.Proportion;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** Evaluations other than ROUGE that are stored about the report's runs or their configurations. */
final class BeyondRouge {
    private static final List<Column> COLUMNS = List.of(Column.number("Run"), Column.text("What"), Column.text("Data"),
            Column.number("Result"), Column.text("95 %"), Column.text("Remarks"));

    private BeyondRouge() {}

    /** Empty where there is none. */
    static List<Block> of(Source source) {
        List<List<String>> rows = new ArrayList<>();
        for (Run run : source.evidence().runs().stream().map(each -> each.run()).toList()) {
            source.addenda()
                    .evaluations()
                    .stream()
                    .filter(each -> each.isAbout(run))
                    .forEach(each -> rows.add(row(source.number(run), each)));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        return List.of(new Heading(1, "Quality beyond ROUGE"),
                Paragraph.body("Measured in passes of their own, on the same model with the same stack."),
                new Table("Perplexity, multiple-choice accuracy by log-likelihood, and a judge model\u2019s score from"
                        + " 0 to 1.", COLUMNS, rows));
    }

    private static List<String> row(String number, Evaluation evaluation) {
        return evaluation.accuracy()
                .map(result -> accuracy(number, evaluation.data(), result))
                .or(() -> evaluation.perplexity().map(result -> perplexity(number, evaluation.data(), result)))
                .or(() -> evaluation.judged().map(result -> judged(number, evaluation.data(), result)))
                .orElseThrow();
    }

    private static List<String> accuracy(String number, String data, AccuracyResult result) {
        Proportion share = result.accuracy();
        return List.of(number, "accuracy", data, Numbers.of("%.3f", share.share()),
                Numbers.of("%.3f", share.low()) + "\u00a0to\u00a0" + Numbers.of("%.3f", share.high()),
                Numbers.count(result.items().size(), "question") + "; guessing reaches "
                        + Numbers.of("%.2f", result.chance())
                        + (result.cutContexts() > 0 ? "; " + result.cutContexts() + " passages cut" : ""));
    }

    private static List<String> perplexity(String number, String data, PerplexityResult result) {
        return List.of(number, "perplexity", data, Numbers.of("%.2f", result.perplexity()),
                bounds("%.2f", result.interval()),
                "of each " + result.of() + ", " + Numbers.count(result.texts(), "text") + "; "
                        + Numbers.of("%.3f", result.bitsPerByte()) + " bits per byte"
                        + (result.cutContexts() > 0 ? "; " + result.cutContexts() + " prompts cut" : ""));
    }

    private static List<String> judged(String number, String data, JudgeResult result) {
        return List.of(number, "judge", data,
                result.score().map(score -> Numbers.of("%.2f", score.mean())).orElse(Numbers.NONE),
                result.score().map(score -> Numbers.bounds("%.2f", score)).orElse(Numbers.NONE),
                "by " + result.model() + ", prompt " + result.promptName() + "; " + result.judged() + " of "
                        + Numbers.count(result.items().size(), "output") + " judged");
    }

    private static String bounds(String pattern, Optional<Interval> interval) {
        return interval.map(each -> Numbers.bounds(pattern, each)).orElse(Numbers.NONE);
    }
}
