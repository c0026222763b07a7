package org.headlinebench.benchmark.result;

/**
 * How probable a text was to a model, measured.
 *
 * @param logLikelihood    natural logarithm of its probability
 * @param tokens           its tokens
 * @param isGreedy         whether greedy decoding would have written it
 * @param cutContextTokens tokens left out at the context's beginning, so that all fits the model
 */
public record ContinuationScore(double logLikelihood, int tokens, boolean isGreedy, int cutContextTokens) {}
