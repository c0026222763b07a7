package org.headlinebench.ui.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;

/** Makes axes' labels fit into a small picture: in smaller type, and where that does not do, by the unit alone. */
final class AxisLabels {
    private static final float LEAST_SIZE = 9;
    /** Of the other axis with its numbers and its label, about. */
    private static final double OTHER_AXIS = 46;
    private static final Pattern UNIT = Pattern.compile("\\(([^()]+)\\)\\s*$");

    private AxisLabels() {}

    /** Draws with labels that fit; afterwards the axes are called as before. */
    static void fitting(XYPlot plot, Graphics2D graphics, int width, int height, Runnable draw) {
        boolean upright = plot.getOrientation() == PlotOrientation.VERTICAL;
        Runnable domain = fit(plot.getDomainAxis(), graphics, (upright ? width : height) - OTHER_AXIS);
        Runnable range = fit(plot.getRangeAxis(), graphics, (upright ? height : width) - OTHER_AXIS);
        try {
            draw.run();
        } finally {
            domain.run();
            range.run();
        }
    }

    /** What undoes it. */
    private static Runnable fit(ValueAxis axis, Graphics2D graphics, double room) {
        String label = axis.getLabel();
        Font font = axis.getLabelFont();
        if (label == null || label.isEmpty()) {
            return () -> {};
        }
        float size = font.getSize2D();
        while (size > LEAST_SIZE && width(label, font.deriveFont(size), graphics) > room) {
            size -= 0.5f;
        }
        axis.setLabelFont(font.deriveFont(size));
        Matcher unit = UNIT.matcher(label);
        if (width(label, axis.getLabelFont(), graphics) > room && unit.find()) {
            axis.setLabel(unit.group(1));
            axis.setLabelFont(font);
        }
        return () -> {
            axis.setLabel(label);
            axis.setLabelFont(font);
        };
    }

    private static double width(String label, Font font, Graphics2D graphics) {
        return font.getStringBounds(label, graphics.getFontRenderContext()).getWidth();
    }
}
