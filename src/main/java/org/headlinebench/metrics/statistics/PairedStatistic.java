package org.headlinebench.metrics.statistics;

/** What is compared over the same articles; a value per article, in the same order for all. */
public sealed interface PairedStatistic {

    /**
     * {@code mean(candidate) / mean(baseline)}: equal at 1.
     *
     * @param candidate not negative
     * @param baseline  not negative, above 0 in sum; 0 in both where an article has no value
     */
    record Ratio(double[] candidate, double[] baseline) implements PairedStatistic {
        public Ratio {
            Samples.requirePairs(candidate, baseline);
            Samples.requireFinite(candidate);
            Samples.requireFinite(baseline);
            for (int i = 0; i < candidate.length; i++) {
                if (candidate[i] < 0 || baseline[i] < 0 || candidate[i] > 0 && baseline[i] == 0) {
                    throw new IllegalArgumentException(
                            "pair " + i + " has no ratio: " + candidate[i] + " to " + baseline[i]);
                }
            }
        }
    }

    /**
     * {@code mean(candidate) − mean(baseline)}: equal at 0.
     */
    record Difference(double[] candidate, double[] baseline) implements PairedStatistic {
        public Difference {
            Samples.requirePairs(candidate, baseline);
            Samples.requireFinite(candidate);
            Samples.requireFinite(baseline);
        }
    }

    /** A value per article of the run that is compared. */
    double[] candidate();

    /** A value per article of the run it is compared with. */
    double[] baseline();

    /** The value at which both are equal. */
    default double equal() {
        return switch (this) {
            case Ratio _ -> 1;
            case Difference _ -> 0;
        };
    }

    /**
     * What each article adds to the statistic's departure from "equal", to first order; its standard deviation over
     * {@code √n} is the statistic's standard error (delta method). In the statistic's own unit.
     */
    default double[] influence() {
        double[] candidate = candidate();
        double[] baseline = baseline();
        double[] influence = new double[candidate.length];
        double mean = Samples.mean(baseline);
        double ratio = Samples.mean(candidate) / mean;
        for (int i = 0; i < influence.length; i++) {
            influence[i] = switch (this) {
                case Ratio _ -> (candidate[i] - ratio * baseline[i]) / mean;
                case Difference _ -> candidate[i] - baseline[i];
            };
        }
        return influence;
    }
}
