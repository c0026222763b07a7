/**
 * From measured runs to a decision: {@link org.headlinebench.recommendation.Scenario}s are limits on measured quantities,
 * {@link org.headlinebench.recommendation.Adviser} finds the best stack for each, the Pareto front and what comes first.
 */
package org.headlinebench.recommendation;
