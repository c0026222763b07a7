package org.headlinebench.ui.chart;

import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

import org.headlinebench.recommendation.Adviser;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Quantity;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** Two quantities of the comparable runs against each other, with the front of those that none beats in both. */
final class FrontChart implements LiveChart {
    private static final double DOT = 10;
    private static final double MARGIN = 0.12;
    /** Of the values themselves: differences below are not blown up to the chart's height. */
    private static final double LEAST_SHARE = 0.05;
    private static final BasicStroke FRONT = new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
            new float[]{5, 3}, 0);

    private final Result result;
    private final Quantity across;
    private final Quantity up;
    private final List<Candidate> candidates;
    private final JFreeChart chart;

    FrontChart(Result result, Quantity across, Quantity up) {
        this.result = result;
        this.across = across;
        this.up = up;
        candidates = result.candidates()
                .stream()
                .filter(each -> across.of(each).isPresent() && up.of(each).isPresent())
                .toList();
        chart = ChartLook.chart(across.axis(), up.axis());
    }

    @Override
    public JFreeChart chart() {
        return chart;
    }

    @Override
    public void update(List<RunModel> none, Theme theme) {
        XYPlot plot = chart.getXYPlot();
        plot.setDataset(0, points());
        plot.setRenderer(0, dots(theme));
        var line = new DefaultXYDataset();
        if (candidates.size() > 1) {
            line.addSeries(Messages.text("compare.front"),
                    stairs(front(), candidates.stream().mapToDouble(this::x).max().orElseThrow(), worst()).columns());
        }
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, theme.mutedText());
        renderer.setSeriesStroke(0, FRONT);
        plot.setDataset(1, line);
        plot.setRenderer(1, renderer);
        ChartLook.apply(chart, theme);
        for (NumberAxis axis : new NumberAxis[]{(NumberAxis) plot.getDomainAxis(), (NumberAxis) plot.getRangeAxis()}) {
            axis.setAutoRangeIncludesZero(false);
            axis.setLowerMargin(MARGIN);
            axis.setUpperMargin(MARGIN);
            axis.setAutoRangeMinimumSize(LEAST_SHARE * Math.max(1e-6, Math.abs(axis.getRange().getCentralValue())));
        }
    }

    @Override
    public Map<String, Points> data(List<RunModel> none) {
        var data = new LinkedHashMap<String, Points>();
        candidates.forEach(each -> data.put(result.shown(each).label(),
                new Points(new double[]{x(each)}, new double[]{y(each)})));
        data.put(Messages.text("compare.front"), front());
        return data;
    }

    private DefaultXYDataset points() {
        var data = new DefaultXYDataset();
        candidates.forEach(each -> data.addSeries(Integer.valueOf(result.shown(each).ordinal()),
                new double[][]{{x(each)}, {y(each)}}));
        return data;
    }

    private XYLineAndShapeRenderer dots(Theme theme) {
        var renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setDefaultToolTipGenerator((_, series, _) -> tip(candidates.get(series)));
        renderer.setDefaultItemLabelGenerator((points, series, _) -> String.valueOf(points.getSeriesKey(series)));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(ChartLook.labelFont());
        renderer.setDefaultItemLabelPaint(theme.mutedText());
        renderer.setDefaultPositiveItemLabelPosition(
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE1, TextAnchor.BOTTOM_LEFT));
        for (int i = 0; i < candidates.size(); i++) {
            renderer.setSeriesPaint(i, result.shown(candidates.get(i)).style().colour(theme));
            renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
        }
        return renderer;
    }

    private String tip(Candidate candidate) {
        return Messages.text("compare.front.tip", result.shown(candidate).label(), across.label(),
                across.text(x(candidate)), up.label(), up.text(y(candidate)));
    }

    /** The runs on the front, the fastest first. */
    private Points front() {
        List<Candidate> best = Adviser.paretoFront(candidates, List.of(across, up))
                .stream()
                .sorted(Comparator.comparingDouble(this::x))
                .toList();
        return new Points(best.stream().mapToDouble(this::x).toArray(), best.stream().mapToDouble(this::y).toArray());
    }

    /**
     * The edge of what the runs reach: what lies behind it, seen from the best corner, is beaten. Between two runs of the
     * front the better value of {@code up} belongs to none before the second is reached.
     */
    static Points stairs(Points front, double slowest, double worst) {
        int steps = front.count();
        double[] x = new double[2 * steps + 1];
        double[] y = new double[2 * steps + 1];
        for (int corner = 0; corner <= 2 * steps; corner++) {
            x[corner] = corner == 2 * steps ? slowest : front.x()[corner / 2];
            y[corner] = corner == 0 ? worst : front.y()[(corner - 1) / 2];
        }
        return new Points(x, y);
    }

    private double worst() {
        DoubleStream all = candidates.stream().mapToDouble(this::y);
        return (up.isBetterHigh() ? all.min() : all.max()).orElseThrow();
    }

    private double x(Candidate candidate) {
        return across.of(candidate).orElseThrow();
    }

    private double y(Candidate candidate) {
        return up.of(candidate).orElseThrow();
    }
}
