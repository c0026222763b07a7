package org.headlinebench.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Interval;

class QualitySummaryTest {
    private static final Rouge ROUGE = Rouge.plain();
    private static final HeadlineScore PERFECT = HeadlineScore.of("a b c d", "a b c d", ROUGE);
    private static final HeadlineScore HALF = HeadlineScore.of("a b c d", "a b", ROUGE);
    private static final HeadlineScore EMPTY = HeadlineScore.of("a b", " ", ROUGE);

    @Test
    void meansAreOverTheSamples() {
        QualitySummary summary = summary(PERFECT, HALF, EMPTY);
        assertThat(summary.samples()).isEqualTo(3);
        assertThat(summary.rouge1().precision().mean()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(summary.rouge1().recall().mean()).isCloseTo(0.5, within(1e-15));
        assertThat(summary.rouge1().f1().mean()).isCloseTo((1 + 2.0 / 3) / 3, within(1e-15));
        assertThat(summary.rouge2().recall().mean()).isCloseTo((1 + 1.0 / 3) / 3, within(1e-15));
    }

    @Test
    void everyMeanHasTheIntervalOfItsSamples() {
        Interval expected = Bootstrap.STANDARD.mean(new double[]{1, 0.5, 0}).orElseThrow();
        assertThat(summary(PERFECT, HALF, EMPTY).rougeL().recall().interval()).hasValue(expected);
        assertThat(expected.low()).isLessThan(expected.high());
    }

    @Test
    void theLengthRatioIsThatOfAllWords() {
        assertThat(summary(PERFECT, HALF, EMPTY).lengthRatio()).hasValue((4 + 2 + 0) / 10.0);
    }

    @Test
    void headlinesWithoutWordsHaveNoLengthRatio() {
        assertThat(summary(HeadlineScore.of("", "a b", ROUGE)).lengthRatio()).isEmpty();
    }

    @Test
    void wordsAreSeparatedByAnyWhiteSpace() {
        HeadlineScore score = HeadlineScore.of(" It's\u00a0well-known \u2003here ", "\n", ROUGE);
        assertThat(score.actualWords()).isEqualTo(3);
        assertThat(score.generatedWords()).isZero();
    }

    @Test
    void everyVariantIsFoundByItsName() {
        QualitySummary summary = summary(PERFECT, HALF);
        assertThat(summary.of(RougeVariant.ROUGE_1)).isSameAs(summary.rouge1());
        assertThat(summary.of(RougeVariant.ROUGE_2)).isSameAs(summary.rouge2());
        assertThat(summary.of(RougeVariant.ROUGE_L)).isSameAs(summary.rougeL());
        assertThat(summary.of(RougeVariant.ROUGE_LSUM)).isSameAs(summary.rougeLsum());
    }

    @Test
    void oneHeadlineHasMeansWithoutIntervalsAndNoneHasNoSummary() {
        assertThat(summary(HALF).rouge1().f1().interval()).isEmpty();
        assertThat(QualitySummary.of(List.of(), Bootstrap.STANDARD)).isEmpty();
    }

    @Test
    void aNegativeCountOfWordsIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeadlineScore(PERFECT.rouge(), -1, 1));
    }

    private static QualitySummary summary(HeadlineScore... headlines) {
        return QualitySummary.of(List.of(headlines), Bootstrap.STANDARD).orElseThrow();
    }
}
