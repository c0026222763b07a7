package org.headlinebench.metrics.quality;

/**
 * One ROUGE score; each value within 0 and 1.
 *
 * @param precision share of the generated text found in the actual one
 * @param recall share of the actual text found in the generated one
 * @param f1 their harmonic mean, 0 where both are 0
 */
public record RougeScore(double precision, double recall, double f1) {

    static final RougeScore ZERO = new RougeScore(0, 0, 0);

    public RougeScore {
        requireShare("precision", precision);
        requireShare("recall", recall);
        requireShare("f1", f1);
    }

    /** {@code hits} of {@code generated} and of {@code actual} units; with no unit a share is 0. */
    static RougeScore ofHits(int hits, int generated, int actual) {
        double precision = (double) hits / Math.max(generated, 1);
        double recall = (double) hits / Math.max(actual, 1);
        double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        return new RougeScore(precision, recall, f1);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie within 0 and 1: " + value);
        }
    }
}
