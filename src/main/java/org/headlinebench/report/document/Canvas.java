package org.headlinebench.report.document;

import java.util.List;

/** What charts are drawn with. Lengths are points (1/72 inch), x to the right, y downwards; colours are {@code 0xRRGGBB}. */
public interface Canvas {
    /** A point. */
    record Point(double x, double y) {}

    /** Where a text stands beside its point. */
    enum Anchor {
        START, MIDDLE, END
    }

    void line(double x1, double y1, double x2, double y2, int colour, double width);

    void polyline(List<Point> points, int colour, double width);

    void rectangle(double x, double y, double width, double height, int colour);

    void dot(double x, double y, double radius, int colour);

    /** A line of text with its base line at y; what no font has is replaced visibly. */
    void text(double x, double y, String text, double size, boolean bold, int colour, Anchor anchor);

    /** The width of a line of text. */
    double width(String text, double size, boolean bold);
}
