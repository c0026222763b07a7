package org.headlinebench.evaluation;

import java.util.List;
import java.util.Optional;

import org.headlinebench.metrics.statistics.Interval;

/**
 * How probable given texts are to a model.
 *
 * @param of             what was scored: {@code headline} after its prompt, or {@code text}
 * @param texts          how many
 * @param tokens         the model's own, so perplexities of models with other tokenizers cannot be compared
 * @param words          separated by white space
 * @param bytes          in UTF-8
 * @param perplexity     {@code exp(−log-likelihood / tokens)}
 * @param interval       of the perplexity, 95 %, resampling texts; absent for a single one
 * @param wordPerplexity {@code exp(−log-likelihood / words)}, comparable across tokenizers
 * @param bitsPerByte    {@code −log-likelihood / (bytes · ln 2)}, comparable across tokenizers
 * @param cutContexts    texts whose prompt was cut to fit the model
 * @param items          every text
 */
public record PerplexityResult(String of, int texts, long tokens, long words, long bytes, double perplexity,
        Optional<Interval> interval, double wordPerplexity, double bitsPerByte, int cutContexts, List<Item> items) {
    /** One text, by the number of its row. */
    public record Item(int row, double logLikelihood, int tokens) {}

    public PerplexityResult {
        items = List.copyOf(items);
    }
}
