package org.headlinebench.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

import org.headlinebench.ui.theme.Theme;

/** The common look of the charts in both themes. */
final class ChartLook {
    private static final Color NONE = new Color(0, 0, 0, 0);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final BasicStroke GRID = new BasicStroke(1f);
    private static final BasicStroke REFERENCE = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
            new float[]{1, 3}, 0);
    private static final double HEADROOM = 0.08;

    private ChartLook() {}

    /** A chart without title, legend and border; {@code notify} is off, so it is painted only when asked for. */
    static JFreeChart chart(String xLabel, String yLabel) {
        var x = new NumberAxis(xLabel);
        var y = new NumberAxis(yLabel);
        y.setAutoRangeIncludesZero(true);
        y.setUpperMargin(HEADROOM);
        x.setAutoRangeIncludesZero(false);
        x.setLowerMargin(0.01);
        x.setUpperMargin(0.02);
        var plot = new XYPlot(null, x, y, null);
        // The first line is solid: painted first, it shows through the patterns of lines that coincide with it.
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        var chart = new JFreeChart(null, LABEL, plot, false);
        chart.setNotify(false);
        chart.setPadding(new RectangleInsets(4, 2, 2, 8));
        return chart;
    }

    static void apply(JFreeChart chart, Theme theme) {
        chart.setBackgroundPaint(NONE);
        chart.setAntiAlias(true);
        XYPlot plot = chart.getXYPlot();
        plot.setBackgroundPaint(NONE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setNoDataMessagePaint(theme.mutedText());
        plot.setNoDataMessageFont(LABEL);
        plot.setRangeGridlinePaint(theme.gridLine());
        plot.setRangeGridlineStroke(GRID);
        plot.setAxisOffset(new RectangleInsets(0, 0, 0, 0));
        axis(plot.getDomainAxis(), theme);
        axis(plot.getRangeAxis(), theme);
    }

    /** A dotted horizontal line with its name at the right end. */
    static Marker reference(double value, String name, Theme theme) {
        var marker = new ValueMarker(value, theme.mutedText(), REFERENCE);
        label(marker, name, theme.mutedText());
        return marker;
    }

    private static void label(Marker marker, String text, Paint paint) {
        marker.setLabel(text);
        marker.setLabelFont(LABEL);
        marker.setLabelPaint(paint);
        marker.setLabelBackgroundColor(NONE);
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
        marker.setLabelOffset(new RectangleInsets(2, 4, 2, 4));
    }

    static BasicStroke referenceStroke() {
        return REFERENCE;
    }

    static Font labelFont() {
        return LABEL;
    }

    private static void axis(ValueAxis axis, Theme theme) {
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(LABEL);
        axis.setLabelPaint(theme.mutedText());
        axis.setTickLabelPaint(theme.mutedText());
        axis.setAxisLinePaint(theme.gridLine());
        axis.setTickMarkPaint(theme.gridLine());
    }
}
