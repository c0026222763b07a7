/**
 * How runs compare with a baseline, the same for the command line, the window and the report:
 * {@link org.headlinebench.comparison.RunComparer} reads runs from the store, {@link org.headlinebench.comparison.Comparisons}
 * holds all comparisons with one baseline, {@link org.headlinebench.comparison.ComparisonWords} says what may be said.
 */
package org.headlinebench.comparison;
