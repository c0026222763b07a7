package org.headlinebench.metrics.quality;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ROUGE (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004), number for number as Google's
 * {@code rouge_score} 0.1.2 computes {@code rouge1}, {@code rouge2}, {@code rougeL} and {@code rougeLsum}. Its stemmer
 * is off unless asked for, as there.
 */
public final class Rouge {
    private final RougeWords words;

    private Rouge(RougeWords words) {
        this.words = words;
    }

    /** Compares words as they are. */
    public static Rouge plain() {
        return new Rouge(RougeWords.plain());
    }

    /** Compares stems ({@code use_stemmer=True}). */
    public static Rouge stemmed() {
        return new Rouge(RougeWords.stemmed());
    }

    /**
     * Scores a generated text against the actual one. A text without any word scores 0.
     *
     * @param actual the text written by a person ({@code target})
     * @param generated the text written by a model ({@code prediction})
     */
    public RougeScores score(String actual, String generated) {
        List<String> actualWords = words.of(actual);
        List<String> generatedWords = words.of(generated);
        return new RougeScores(overlap(actualWords, generatedWords, 1), overlap(actualWords, generatedWords, 2),
                longestCommon(actualWords, generatedWords), byLines(lines(actual), lines(generated)));
    }

    /** ROUGE-N: n-grams in common, each counted as often as it occurs in both. */
    private static RougeScore overlap(List<String> actual, List<String> generated, int length) {
        Map<List<String>, Integer> actualCounts = ngrams(actual, length);
        Map<List<String>, Integer> generatedCounts = ngrams(generated, length);
        int hits = 0;
        for (Map.Entry<List<String>, Integer> ngram : actualCounts.entrySet()) {
            hits += Math.min(ngram.getValue(), generatedCounts.getOrDefault(ngram.getKey(), 0));
        }
        return RougeScore.ofHits(hits, Math.max(generated.size() - length + 1, 0),
                Math.max(actual.size() - length + 1, 0));
    }

    private static Map<List<String>, Integer> ngrams(List<String> words, int length) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int end = length; end <= words.size(); end++) {
            counts.merge(words.subList(end - length, end), 1, Integer::sum);
        }
        return counts;
    }

    /** ROUGE-L: one longest common subsequence over the whole texts. */
    private static RougeScore longestCommon(List<String> actual, List<String> generated) {
        int hits = CommonSubsequence.table(actual, generated)[actual.size()][generated.size()];
        return RougeScore.ofHits(hits, generated.size(), actual.size());
    }

    /**
     * ROUGE-Lsum: for each actual line the union of its longest common subsequences with every generated line; as in
     * ROUGE 1.5.5 a word is a hit at most as often as it occurs in either text.
     */
    private static RougeScore byLines(List<List<String>> actual, List<List<String>> generated) {
        Map<String, Integer> actualLeft = counts(actual);
        Map<String, Integer> generatedLeft = counts(generated);
        int hits = 0;
        for (List<String> line : actual) {
            for (int position : CommonSubsequence.unionPositions(line, generated)) {
                String word = line.get(position);
                if (actualLeft.get(word) > 0 && generatedLeft.getOrDefault(word, 0) > 0) {
                    hits++;
                    actualLeft.merge(word, -1, Integer::sum);
                    generatedLeft.merge(word, -1, Integer::sum);
                }
            }
        }
        return RougeScore.ofHits(hits, total(generated), total(actual));
    }

    private List<List<String>> lines(String text) {
        return Arrays.stream(text.split("\n")).map(words::of).toList();
    }

    private static Map<String, Integer> counts(List<List<String>> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> line.forEach(word -> counts.merge(word, 1, Integer::sum)));
        return counts;
    }

    private static int total(List<List<String>> lines) {
        return lines.stream().mapToInt(List::size).sum();
    }
}
