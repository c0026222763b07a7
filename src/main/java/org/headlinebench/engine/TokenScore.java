package org.headlinebench.engine;

/**
 * How probable a given token was.
 *
 * @param logProbability natural logarithm, at most 0
 * @param isGreedy       whether no other token was more probable
 */
public record TokenScore(double logProbability, boolean isGreedy) {}
