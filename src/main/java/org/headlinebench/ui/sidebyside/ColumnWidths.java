package org.headlinebench.ui.sidebyside;

import java.util.List;

/**
 * Shares a table's width among its columns: each has at least its own width, and columns of text take what is left. Where
 * the columns need more, the table scrolls.
 */
final class ColumnWidths {
    private ColumnWidths() {}

    /**
     * A column's claim.
     *
     * @param least  pixels that it always has
     * @param weight its part of what is left; 0 for none
     */
    record Claim(double least, double weight) {}

    /** The columns' widths in whole pixels, in their order. */
    static List<Double> share(double available, List<Claim> claims) {
        double left = Math.max(0, available - claims.stream().mapToDouble(Claim::least).sum());
        double weights = claims.stream().mapToDouble(Claim::weight).sum();
        return claims.stream()
                .map(claim -> Math.floor(claim.least() + (weights > 0 ? left * claim.weight() / weights : 0)))
                .toList();
    }
}
