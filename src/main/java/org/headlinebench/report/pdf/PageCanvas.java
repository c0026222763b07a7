package org.headlinebench.report.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.headlinebench.report.document.Canvas;

/** A chart's canvas on a page. */
final class PageCanvas implements Canvas {
    private final PdfPage page;
    private final Typefaces faces;
    private final double left;
    private final double top;

    PageCanvas(PdfPage page, Typefaces faces, double left, double top) {
        this.page = page;
        this.faces = faces;
        this.left = left;
        this.top = top;
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, int colour, double width) {
        draw(() -> page.line(left + x1, top + y1, left + x2, top + y2, colour, width));
    }

    @Override
    public void polyline(List<Point> points, int colour, double width) {
        draw(() -> page.polyline(points.stream().map(p -> new Point(left + p.x(), top + p.y())).toList(), colour,
                width));
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int colour) {
        draw(() -> page.rectangle(left + x, top + y, width, height, colour));
    }

    @Override
    public void dot(double x, double y, double radius, int colour) {
        draw(() -> page.dot(left + x, top + y, radius, colour));
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, int colour, Anchor anchor) {
        String drawable = faces.drawable(face(bold), text);
        double shift = switch (anchor) {
            case START -> 0;
            case MIDDLE -> faces.width(face(bold), size, drawable) / 2;
            case END -> faces.width(face(bold), size, drawable);
        };
        draw(() -> page.text(face(bold), size, colour, left + x - shift, top + y, drawable));
    }

    @Override
    public double width(String text, double size, boolean bold) {
        return faces.width(face(bold), size, faces.drawable(face(bold), text));
    }

    private static Face face(boolean bold) {
        return bold ? Face.BOLD : Face.REGULAR;
    }

    private static void draw(PdfPage.Painting painting) {
        try {
            painting.paint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
