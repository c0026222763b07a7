package org.headlinebench.ui.chart;

import java.util.OptionalDouble;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.text.Messages;

/** Which latency of a sample is drawn; defined as everywhere else. */
enum LatencyMetric {
    E2E {
        @Override
        OptionalDouble millis(Sample sample) {
            return OptionalDouble.of(sample.times().endToEndMillis());
        }
    },
    TTFT {
        @Override
        OptionalDouble millis(Sample sample) {
            return OptionalDouble.of(sample.times().ttftMillis());
        }
    },
    /** Absent for a sample of a single token. */
    TPOT {
        @Override
        OptionalDouble millis(Sample sample) {
            return sample.times().tpotMillis();
        }
    };

    abstract OptionalDouble millis(Sample sample);

    String title() {
        return Messages.text("chart.latency.metric." + name());
    }
}
