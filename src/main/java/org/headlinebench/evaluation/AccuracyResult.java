package org.headlinebench.evaluation;

import java.util.List;

import org.headlinebench.metrics.statistics.Proportion;

/**
 * Multiple-choice accuracy by log-likelihood, as lm-evaluation-harness computes it.
 *
 * @param accuracy             share of questions whose right option is the most probable ({@code acc})
 * @param accuracyPerCharacter the same by log-likelihood per character of the option ({@code acc_norm})
 * @param chance               the share that guessing would reach
 * @param cutContexts          questions whose passage was cut to fit the model
 * @param items                every question
 */
public record AccuracyResult(Proportion accuracy, Proportion accuracyPerCharacter, double chance, int cutContexts,
        List<Item> items) {
    /**
     * One question.
     *
     * @param passage            the file's name of the passage
     * @param answer             index of the right option
     * @param chosen             index of the most probable one
     * @param chosenPerCharacter index of the most probable one per character
     * @param logLikelihoods     of the options, in their order
     */
    public record Item(String passage, int answer, int chosen, int chosenPerCharacter, List<Double> logLikelihoods) {
        public Item {
            logLikelihoods = List.copyOf(logLikelihoods);
        }
    }

    public AccuracyResult {
        items = List.copyOf(items);
    }
}
