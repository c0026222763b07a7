package org.headlinebench.ui.table;

import java.util.List;

import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Shares a table's width among its columns: each has at least its own width, and columns of text take what is left. Where
 * the columns need more than there is, the table scrolls and squeezes nothing.
 */
public final class ColumnWidths {
    private static final double EDGES = 8;
    private static final double LEAST = 40;

    private ColumnWidths() {}

    /**
     * A column's claim.
     *
     * @param least  pixels that it always has
     * @param weight its part of what is left; 0 for none
     */
    public record Claim(double least, double weight) {}

    /** States what a column needs. Every column of a table that {@link #share(TableView, double)} is called for has a claim. */
    public static void claim(TableColumn<?, ?> column, Claim claim) {
        column.setUserData(claim);
        column.setMinWidth(LEAST);
        column.setPrefWidth(claim.least());
    }

    /** Has a table's columns grow with its text. */
    public static void scale(TableView<?> table, double fontScale) {
        table.getProperties().put(ColumnWidths.class, fontScale);
    }

    /**
     * Gives a table's columns their widths.
     *
     * @param scrollBar width kept free for a vertical scroll bar
     */
    public static void share(TableView<?> table, double scrollBar) {
        List<Double> widths = share(table.getWidth() - EDGES - scrollBar, claims(table));
        for (int i = 0; i < widths.size(); i++) {
            table.getColumns().get(i).setPrefWidth(widths.get(i));
        }
    }

    /** What a table's columns need at least, all together. */
    public static double least(TableView<?> table) {
        return EDGES + claims(table).stream().mapToDouble(Claim::least).sum();
    }

    /** The columns' widths in whole pixels, in their order. */
    static List<Double> share(double available, List<Claim> claims) {
        double left = Math.max(0, available - claims.stream().mapToDouble(Claim::least).sum());
        double weights = claims.stream().mapToDouble(Claim::weight).sum();
        return claims.stream()
                .map(claim -> Math.floor(claim.least() + (weights > 0 ? left * claim.weight() / weights : 0)))
                .toList();
    }

    private static List<Claim> claims(TableView<?> table) {
        double scale = (double) table.getProperties().getOrDefault(ColumnWidths.class, 1.0);
        return table.getColumns()
                .stream()
                .map(column -> (Claim) column.getUserData())
                .map(claim -> new Claim(Math.ceil(claim.least() * scale), claim.weight()))
                .toList();
    }
}
