package org.headlinebench.engine;

/**
 * How probable a continuation was.
 *
 * @param logLikelihood    sum of its tokens' log-probabilities
 * @param tokens           how many it has
 * @param isGreedy         whether greedy decoding would have written it
 * @param cutContextTokens tokens of the context that were left out at its beginning, so that all fits the model
 */
public record Likelihood(double logLikelihood, int tokens, boolean isGreedy, int cutContextTokens) {}
