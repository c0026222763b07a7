package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeanShareTest {
    private static final double[] BASELINE = {0, 0.2, 0.5, 0.3, 0, 0.7, 0.1, 0.4, 0.25, 0.6};
    private static final double[] CANDIDATE = {0.1, 0.2, 0.3, 0.3, 0, 0.5, 0.2, 0.4, 0.15, 0.6};

    @Test
    void theShareIsThatOfTheMeansEvenWhereArticlesScoreNothing() {
        Interval share = MeanShare.of(CANDIDATE, BASELINE, Bootstrap.STANDARD).orElseThrow();
        assertThat(share.estimate()).isCloseTo(
                Arrays.stream(CANDIDATE).average().orElseThrow() / Arrays.stream(BASELINE).average().orElseThrow(),
                Offset.offset(1e-12));
        assertThat(share.low()).isLessThan(share.estimate());
    }

    @Test
    void itsLowerBoundSaysTheSameAsThePairedDifferenceToThatShareOfTheBaseline() {
        Interval share = MeanShare.of(CANDIDATE, BASELINE, Bootstrap.STANDARD).orElseThrow();
        for (double shift : new double[]{-0.01, 0.01}) {
            double floor = share.low() + shift;
            double[] kept = Arrays.stream(BASELINE).map(score -> score * floor).toArray();
            double low = Bootstrap.STANDARD.meanDifference(CANDIDATE, kept).orElseThrow().low();
            assertThat(low > 0).isEqualTo(shift < 0);
        }
    }

    @Test
    void aBaselineWithoutQualityHasNoShare() {
        assertThat(MeanShare.of(CANDIDATE, new double[10], Bootstrap.STANDARD)).isEmpty();
        assertThat(MeanShare.of(new double[]{1}, new double[]{1}, Bootstrap.STANDARD)).isEmpty();
        assertThatThrownBy(() -> MeanShare.of(new double[]{-1, 1}, new double[]{1, 1}, Bootstrap.STANDARD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
