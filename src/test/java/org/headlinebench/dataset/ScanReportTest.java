package org.headlinebench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ScanReportTest {
    @Test
    void aRowWithoutHeadlineAndDescriptionIsLeftOutOnce() {
        ScanReport report = NewsRows.dataset(10, Set.of(2, 5), Set.of(5, 9), Set.of(3)).report();

        assertThat(report.usableRows()).isEqualTo(6);
        assertThat(report.leftOutRows()).isEqualTo(4);
        assertThat(report.emptyHeadlineCount()).isEqualTo(2);
        assertThat(report.emptyDescriptionCount()).isEqualTo(2);
    }

    @Test
    void theSummaryNamesEveryReasonAndTheFirstMalformedLine() {
        assertThat(NewsRows.dataset(10, Set.of(2), Set.of(5, 9), Set.of(3)).report().summary())
                .isEqualTo("10 rows, 6 usable; left out: 1 without a headline, 2 without a description, "
                        + "1 malformed (first on line 3: not valid JSON)");
        assertThat(NewsRows.complete(1200).report().summary()).isEqualTo("1,200 rows, 1,200 usable");
    }

    @Test
    void countsThatDoNotAddUpAreABug() {
        assertThatThrownBy(() -> new ScanReport(2, 0, List.of(), List.of(1, 2), List.of(3), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScanReport(5, 0, List.of(), List.of(2, 1), List.of(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
