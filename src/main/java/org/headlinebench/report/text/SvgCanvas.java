package org.headlinebench.report.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Chart;

/** A chart as SVG. */
public final class SvgCanvas implements Canvas {
    /** Widths of a sans serif's characters are about this part of the size: names are shortened by it. */
    private static final double AVERAGE_WIDTH = 0.56;

    private final StringBuilder svg = new StringBuilder();

    private SvgCanvas() {}

    /** @param alternative what the chart shows, in words */
    public static String of(Chart chart, double width, String alternative) {
        var canvas = new SvgCanvas();
        chart.draw(canvas, width);
        String height = number(chart.height(width));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " + height
                + "\" width=\"" + number(width) + "\" height=\"" + height
                + "\" role=\"img\" font-family=\"'IBM Plex Sans', 'Segoe UI', Helvetica, Arial, sans-serif\">\n<title>"
                + Markup.escaped(alternative) + "</title>\n" + canvas.svg + "</svg>";
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, int colour, double width) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>\n".formatted(
                number(x1), number(y1), number(x2), number(y2), colour(colour), number(width)));
    }

    @Override
    public void polyline(List<Point> points, int colour, double width) {
        svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n".formatted(
                points.stream().map(p -> number(p.x()) + "," + number(p.y())).collect(Collectors.joining(" ")),
                colour(colour), number(width)));
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int colour) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>\n".formatted(number(x),
                number(y), number(width), number(height), colour(colour)));
    }

    @Override
    public void dot(double x, double y, double radius, int colour) {
        svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>\n".formatted(number(x), number(y),
                number(radius), colour(colour)));
    }

    @Override
    public void text(double x, double y, String text, double size, boolean bold, int colour, Anchor anchor) {
        svg.append("<text x=\"%s\" y=\"%s\" font-size=\"%s\"%s fill=\"%s\" text-anchor=\"%s\">%s</text>\n".formatted(
                number(x), number(y), number(size), bold ? " font-weight=\"600\"" : "", colour(colour),
                anchor.name().toLowerCase(Locale.ROOT), Markup.escaped(text)));
    }

    @Override
    public double width(String text, double size, boolean bold) {
        return text.codePointCount(0, text.length()) * size * AVERAGE_WIDTH;
    }

    private static String colour(int colour) {
        return String.format("#%06x", colour);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
