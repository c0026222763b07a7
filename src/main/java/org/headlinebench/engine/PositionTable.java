package org.headlinebench.engine;

/**
 * What a loaded model rotates queries and keys by, read back from its tensors.
 *
 * @param sines      of the angles of position 1, one per frequency, times the table's own scale
 * @param queryScale what a query at the table's last position is multiplied by; 1 where queries are not scaled
 */
public record PositionTable(float[] sines, double queryScale) {}
