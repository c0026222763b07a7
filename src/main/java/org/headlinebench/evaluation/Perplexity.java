package org.headlinebench.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.result.ContinuationScore;
import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Interval;

/** Perplexity over news rows. */
final class Perplexity {
    private Perplexity() {}

    /** The actual headline after the prompt that a run would give, joined by the space that a model writes first. */
    static ScoreRequest headline(NewsRow row, PromptTemplate template) {
        String prompt = template.render(row, message -> message);
        boolean joined = prompt.isEmpty() || Character.isWhitespace(prompt.charAt(prompt.length() - 1));
        return new ScoreRequest(prompt, List.of((joined ? "" : " ") + row.headline()));
    }

    /** The description as a text of its own. */
    static ScoreRequest text(NewsRow row) {
        return new ScoreRequest("", List.of(row.shortDescription()));
    }

    static PerplexityResult result(String of, List<NewsRow> rows, List<ScoreRequest> requests,
            List<List<ContinuationScore>> scores) {
        double[] losses = new double[rows.size()];
        double[] tokens = new double[rows.size()];
        List<PerplexityResult.Item> items = new ArrayList<>();
        long words = 0;
        long bytes = 0;
        int cut = 0;
        for (int i = 0; i < rows.size(); i++) {
            ContinuationScore score = scores.get(i).getFirst();
            String text = requests.get(i).continuations().getFirst();
            losses[i] = -score.logLikelihood();
            tokens[i] = score.tokens();
            words += text.strip().split("\\s+").length;
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
            cut += score.cutContextTokens() > 0 ? 1 : 0;
            items.add(new PerplexityResult.Item(rows.get(i).rowNumber(), score.logLikelihood(), score.tokens()));
        }
        double loss = sum(losses);
        return new PerplexityResult(of, rows.size(), (long) sum(tokens), words, bytes, Math.exp(loss / sum(tokens)),
                Bootstrap.STANDARD.ratioOfMeans(losses, tokens).map(Perplexity::exponential),
                Math.exp(loss / words), loss / (bytes * Math.log(2)), cut, items);
    }

    private static Interval exponential(Interval logs) {
        return new Interval(Math.exp(logs.estimate()), Math.exp(logs.low()), Math.exp(logs.high()), logs.level(),
                logs.resamples(), logs.samples());
    }

    private static double sum(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
