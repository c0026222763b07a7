package org.headlinebench.ui.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jfree.chart.JFreeChart;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.theme.Theme;

/** A chart that can be brought up to date; when that is done, and painted, is decided by {@link RepaintClock}. */
interface LiveChart {
    /** Most points per line: about two per pixel of a wide chart. */
    int MOST_POINTS = 800;

    JFreeChart chart();

    /** Takes over the runs' newest numbers. */
    void update(List<RunModel> runs, Theme theme);

    /** What was chosen on the chart's card, for a pin; empty where there is nothing to choose. */
    default Map<String, String> options() {
        return Map.of();
    }

    /** All of what the chart's lines show, by run: not thinned for the screen. */
    Map<String, Points> data(List<RunModel> runs);

    /** The lines of each run as they are drawn, by the run's name. */
    static Map<String, Points> data(List<RunModel> runs, Function<RunModel, Points> points) {
        var data = new LinkedHashMap<String, Points>();
        runs.forEach(run -> data.put(run.label(), points.apply(run)));
        return data;
    }
}
