package org.headlinebench.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

class ExactnessTest {
    @Test
    void theShareCountsRowsWithEqualIds() {
        Exactness exactness = Exactness.of(List.of(List.of(1, 70_000, 3), List.of(1, 2), List.of(), List.of(9)),
                List.of(List.of(1, 70_000, 3), List.of(1, 3), List.of(), List.of(9)));
        assertThat(exactness.samples()).isEqualTo(4);
        assertThat(exactness.identicalSamples()).isEqualTo(3);
        assertThat(exactness.identicalShare()).isEqualTo(0.75);
        assertThat(exactness.firstDifferences()).containsExactly(OptionalInt.empty(), OptionalInt.of(1),
                OptionalInt.empty(), OptionalInt.empty());
    }

    @Test
    void theFirstDifferenceIsThePositionOfTheFirstOtherId() {
        assertThat(Exactness.firstDifference(List.of(1, 2, 3), List.of(1, 9, 9))).hasValue(1);
        assertThat(Exactness.firstDifference(List.of(5), List.of(6))).hasValue(0);
    }

    @Test
    void aRowThatEndsEarlierDiffersWhereItEnds() {
        assertThat(Exactness.firstDifference(List.of(1, 2), List.of(1, 2, 3))).hasValue(2);
        assertThat(Exactness.firstDifference(List.of(1, 2, 3), List.of())).hasValue(0);
    }

    @Test
    void rowsThatAreNotPairedOrNotThereAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Exactness.of(List.of(List.of(1)), List.of(List.of(1), List.of(2))))
                .withMessageContaining("1 against 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Exactness.of(List.of(), List.of()));
    }
}
