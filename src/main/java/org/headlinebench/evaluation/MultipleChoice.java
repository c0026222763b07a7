package org.headlinebench.evaluation;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.result.ContinuationScore;
import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.evaluation.race.Passage;
import org.headlinebench.evaluation.race.Problem;
import org.headlinebench.metrics.statistics.Proportion;

/** Multiple-choice questions as lm-evaluation-harness asks and scores them (task {@code race}, version 3). */
final class MultipleChoice {
    private MultipleChoice() {}

    static List<ScoreRequest> requests(List<Passage> passages) {
        return passages.stream()
                .map(passage -> new ScoreRequest(passage.prompt(),
                        passage.asked().options().stream().map(option -> " " + option).toList()))
                .toList();
    }

    static AccuracyResult result(List<Passage> passages, List<List<ContinuationScore>> scores) {
        List<AccuracyResult.Item> items = IntStream.range(0, passages.size())
                .mapToObj(i -> item(passages.get(i), scores.get(i)))
                .toList();
        double chance = passages.stream().mapToDouble(passage -> 1.0 / passage.asked().options().size()).sum()
                / passages.size();
        return new AccuracyResult(proportion(items, false), proportion(items, true), chance,
                (int) scores.stream()
                        .filter(one -> one.stream().anyMatch(score -> score.cutContextTokens() > 0))
                        .count(),
                items);
    }

    private static AccuracyResult.Item item(Passage passage, List<ContinuationScore> scores) {
        Problem problem = passage.asked();
        int options = problem.options().size();
        return new AccuracyResult.Item(passage.id(), problem.answer(),
                best(options, i -> scores.get(i).logLikelihood()),
                best(options, i -> scores.get(i).logLikelihood() / problem.options().get(i).length()),
                scores.stream().map(ContinuationScore::logLikelihood).toList());
    }

    /** The first of the largest, as NumPy's argmax. */
    private static int best(int options, IntToDoubleFunction value) {
        int best = 0;
        for (int i = 1; i < options; i++) {
            best = value.applyAsDouble(i) > value.applyAsDouble(best) ? i : best;
        }
        return best;
    }

    private static Proportion proportion(List<AccuracyResult.Item> items, boolean perCharacter) {
        return Proportion.of((int) items.stream()
                .filter(item -> item.answer() == (perCharacter ? item.chosenPerCharacter() : item.chosen()))
                .count(), items.size());
    }
}
