package org.headlinebench.ui.chart;

import java.util.stream.DoubleStream;

import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.text.Messages;

/** Which latency of a sample is drawn; defined as everywhere else. */
enum LatencyMetric {
    E2E(SampleFigure.END_TO_END_MILLIS), TTFT(SampleFigure.TTFT_MILLIS),
    /** Absent for a sample of a single token. */
    TPOT(SampleFigure.TPOT_MILLIS);

    private final SampleFigure figure;

    LatencyMetric(SampleFigure figure) {
        this.figure = figure;
    }

    /** Of those samples of a run that have it, in the order measured. */
    double[] millis(RunModel run) {
        double[] values = run.values(figure);
        return DoubleStream.of(values).anyMatch(Double::isNaN)
                ? DoubleStream.of(values).filter(value -> !Double.isNaN(value)).toArray()
                : values;
    }

    String title() {
        return Messages.text("chart.latency.metric." + name());
    }
}
