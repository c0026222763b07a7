package org.headlinebench.ui.chart;

import java.util.List;

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
}
