package org.headlinebench.report.document;

/** Something drawn; the same drawing goes to the PDF and to SVG. */
public interface Chart {
    /** The height it takes at that width, both in points. */
    double height(double width);

    /** Draws into {@code 0..width} and {@code 0..height(width)}, y downwards. */
    void draw(Canvas canvas, double width);
}
