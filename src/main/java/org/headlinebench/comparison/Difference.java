package org.headlinebench.comparison;

/**
 * Something in which two runs differ.
 *
 * @param what      an axis of the stack, {@code model}, {@code device}, {@code machine}, …
 * @param baseline  the baseline's choice
 * @param candidate the other's
 */
public record Difference(String what, String baseline, String candidate) {}
