package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.evaluation.AccuracyResult;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.JudgeResult;
import org.headlinebench.evaluation.PerplexityResult;
import org.headlinebench.metrics.statistics.Proportion;

/** An evaluation in words. */
final class QualityText {
    private QualityText() {}

    /** The result in a few words. */
    static String result(Evaluation evaluation) {
        return evaluation.accuracy()
                .map(result -> "accuracy " + share(result.accuracy()))
                .or(() -> evaluation.perplexity()
                        .map(result -> "perplexity " + Figures.format("%.2f", result.perplexity())))
                .or(() -> evaluation.judged().map(QualityText::score))
                .orElseThrow();
    }

    /** All figures, with what must be known to read them. */
    static List<String> lines(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        lines.add(
                evaluation.setup().model() + ", " + evaluation.setup().name() + "; " + evaluation.data());
        evaluation.accuracy().ifPresent(result -> accuracy(result, lines));
        evaluation.perplexity().ifPresent(result -> perplexity(result, lines));
        evaluation.judged().ifPresent(result -> judged(result, lines));
        lines.add("All numbers are " + evaluation.tag() + ". Evaluation " + evaluation.id() + " is kept.");
        return lines;
    }

    /** A line per item. */
    static List<String> items(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        evaluation.accuracy()
                .ifPresent(result -> result.items()
                        .forEach(item -> lines.add(item.passage() + "  "
                                + (item.chosen() == item.answer() ? "right" : "wrong") + "  chose "
                                + letter(item.chosen()) + ", right is "
                                + letter(item.answer()))));
        evaluation.perplexity()
                .ifPresent(result -> result.items()
                        .forEach(item -> lines.add("row " + item.row() + "  "
                                + Figures.format("%.3f nats in %d tokens", -item.logLikelihood(), item.tokens()))));
        evaluation.judged().ifPresent(result -> result.items().forEach(item -> {
            lines.add("row " + item.row() + "  " + (item.score().isPresent()
                    ? Figures.score(item.score().getAsDouble())
                    : "not judged: " + item.failure()));
            lines.add("  reference  " + item.reference().strip());
            lines.add("  answer     " + item.continuation().strip());
            item.replies().forEach(reply -> lines.add("  judge      " + reply.strip()));
        }));
        return lines;
    }

    private static void accuracy(AccuracyResult result, List<String> lines) {
        lines.add("accuracy                " + share(result.accuracy()) + ", guessing reaches "
                + Figures.score(result.chance())
                + (result.accuracy().excludes(result.chance()) ? "" : ": no difference from guessing shown"));
        lines.add("accuracy per character  " + share(result.accuracyPerCharacter()));
        if (result.cutContexts() > 0) {
            lines.add("The passage was cut to fit the model in " + result.cutContexts() + " questions.");
        }
    }

    private static void perplexity(PerplexityResult result, List<String> lines) {
        lines.add("perplexity per token    " + Figures.format("%.3f", result.perplexity())
                + result.interval()
                        .map(interval -> Figures.format(" (95 %% interval %.3f-%.3f)", interval.low(), interval.high()))
                        .orElse(""));
        lines.add("perplexity per word     " + Figures.format("%.3f", result.wordPerplexity()));
        lines.add("bits per byte           " + Figures.format("%.4f", result.bitsPerByte()));
        lines.add("of " + result.texts() + " texts (" + result.of() + "), " + result.tokens() + " tokens, "
                + result.words() + " words, " + result.bytes()
                + " bytes. Per token it compares only models with the same"
                + " tokenizer.");
        if (result.cutContexts() > 0) {
            lines.add("The prompt was cut to fit the model in " + result.cutContexts() + " texts.");
        }
    }

    private static void judged(JudgeResult result, List<String> lines) {
        lines.add("judge's score           " + score(result));
        lines.add("by " + result.model() + " at " + result.endpoint() + ", prompt " + result.promptName() + " ("
                + result.promptSha256().substring(0, 12) + ")");
        int missing = result.items().size() - result.judged();
        if (missing > 0) {
            lines.add(missing + " of " + result.items().size()
                    + " outputs could not be judged and are not in the mean: the score is of the others alone.");
        }
    }

    private static String score(JudgeResult result) {
        return result.score()
                .map(mean -> Figures.score(mean.mean()) + mean.interval()
                        .map(interval -> " (95 % interval " + Figures.score(interval.low()) + "-"
                                + Figures.score(interval.high()) + ")")
                        .orElse("") + " of " + result.judged() + " outputs")
                .orElse("none");
    }

    private static String share(Proportion share) {
        return Figures.score(share.share()) + " (95 % interval " + Figures.score(share.low()) + "-"
                + Figures.score(share.high()) + ", " + share.successes() + " of " + share.trials() + ")";
    }

    private static String letter(int option) {
        return String.valueOf((char) ('A' + option));
    }
}
