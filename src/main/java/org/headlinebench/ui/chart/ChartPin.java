package org.headlinebench.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

import org.headlinebench.benchmark.result.ChartDrawing;
import org.headlinebench.benchmark.result.ChartDrawing.Axis;
import org.headlinebench.benchmark.result.ChartDrawing.Line;
import org.headlinebench.benchmark.result.ChartDrawing.Look;

/** Takes down what a chart shows, in the colours for paper. */
final class ChartPin {
    private ChartPin() {}

    /** @param chart brought up to date with the light theme */
    static ChartDrawing of(LiveChart chart) {
        XYPlot plot = chart.chart().getXYPlot();
        List<Line> lines = new ArrayList<>();
        for (int index = 0; index < plot.getDatasetCount(); index++) {
            if (plot.getDataset(index) != null && plot.getRenderer(index) != null) {
                lines.addAll(lines(plot.getDataset(index), plot.getRenderer(index)));
            }
        }
        Axis across = axis(plot.getDomainAxis());
        Collection<?> markers = plot.getRangeMarkers(Layer.FOREGROUND);
        if (markers != null) {
            markers.stream()
                    .filter(ValueMarker.class::isInstance)
                    .map(ValueMarker.class::cast)
                    .forEach(marker -> lines.add(new Line(Optional.ofNullable(marker.getLabel()).orElse(""),
                            rgb((Color) marker.getPaint()), Look.DASHED, List.of(across.low(), across.high()),
                            List.of(marker.getValue(), marker.getValue()))));
        }
        return new ChartDrawing(across, axis(plot.getRangeAxis()), lines);
    }

    private static List<Line> lines(XYDataset data, XYItemRenderer renderer) {
        List<Line> lines = new ArrayList<>();
        for (int series = 0; series < data.getSeriesCount(); series++) {
            if (data.getItemCount(series) == 0) {
                continue;
            }
            int which = series;
            String name = String.valueOf(data.getSeriesKey(series));
            Color colour = (Color) Optional.ofNullable(renderer.getSeriesPaint(series)).orElse(Color.GRAY);
            if (data instanceof IntervalXYDataset band && renderer instanceof DeviationRenderer) {
                Color edge = (Color) Optional.ofNullable(renderer.getSeriesFillPaint(series)).orElse(colour);
                lines.add(line(name, edge, Look.FAINT, data, series, item -> band.getStartYValue(which, item)));
                lines.add(line(name, edge, Look.FAINT, data, series, item -> band.getEndYValue(which, item)));
            } else {
                lines.add(line(name, colour, look(renderer, series), data, series,
                        item -> data.getYValue(which, item)));
            }
        }
        return lines;
    }

    private static Line line(String name, Color colour, Look look, XYDataset data, int series,
            IntToDoubleFunction height) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int item = 0; item < data.getItemCount(series); item++) {
            double up = height.applyAsDouble(item);
            if (Double.isFinite(up)) {
                x.add(data.getXValue(series, item));
                y.add(up);
            }
        }
        return new Line(name, rgb(colour), look, x, y);
    }

    private static Look look(XYItemRenderer renderer, int series) {
        if (renderer instanceof XYLineAndShapeRenderer lines && !lines.getItemLineVisible(series, 0)) {
            return Look.DOTS;
        }
        Stroke stroke = renderer.getSeriesStroke(series);
        return stroke instanceof BasicStroke basic && basic.getDashArray() != null ? Look.DASHED : Look.SOLID;
    }

    private static Axis axis(ValueAxis axis) {
        return new Axis(Optional.ofNullable(axis.getLabel()).orElse(""), axis.getLowerBound(), axis.getUpperBound());
    }

    private static int rgb(Color colour) {
        return colour.getRGB() & 0xFFFFFF;
    }
}
