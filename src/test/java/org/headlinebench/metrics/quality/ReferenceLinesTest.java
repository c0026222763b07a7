package org.headlinebench.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.headlinebench.metrics.statistics.Bootstrap;

class ReferenceLinesTest {
    private static final List<String> HEADLINES = IntStream.range(0, 40).mapToObj(row -> "headline" + row).toList();

    @Test
    void theLeadIsTheFirst15WordsOfTheDescription() {
        assertThat(ReferenceLines.lead15(" 1 2  3\n4 5 6 7 8 9 10 11 12 13\t14 15 16 17"))
                .isEqualTo("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15");
        assertThat(ReferenceLines.lead15("only three words")).isEqualTo("only three words");
        assertThat(ReferenceLines.lead15("  ")).isEmpty();
    }

    @Test
    void noRowGetsItsOwnHeadlineAndEachIsUsedOnce() {
        for (long seed = 0; seed < 200; seed++) {
            List<String> chosen = ReferenceLines.randomHeadlines(HEADLINES, seed);
            assertThat(chosen).containsExactlyInAnyOrderElementsOf(HEADLINES);
            for (int row = 0; row < chosen.size(); row++) {
                assertThat(chosen.get(row)).isNotEqualTo(HEADLINES.get(row));
            }
        }
    }

    @Test
    void theSeedDecidesTheChoice() {
        assertThat(ReferenceLines.randomHeadlines(HEADLINES, 1)).isEqualTo(ReferenceLines.randomHeadlines(HEADLINES, 1))
                .isNotEqualTo(ReferenceLines.randomHeadlines(HEADLINES, 2));
    }

    @Test
    void bothLinesAreScoredOnTheSameRows() {
        ReferenceLines lines = lines(List.of("big storm hits coast", "cats win"), List.of("big storm", "cats win"));
        assertThat(lines.lead15().rouge1().recall().mean()).isEqualTo(1);
        assertThat(lines.lead15().rouge1().precision().mean()).isEqualTo(0.75);
        assertThat(lines.randomHeadline().orElseThrow().rouge1().f1().mean()).isZero();
        assertThat(lines.randomHeadline().orElseThrow().samples()).isEqualTo(2);
    }

    @Test
    void aSingleRowHasNoOtherHeadline() {
        assertThat(lines(List.of("a b"), List.of("a")).randomHeadline()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> ReferenceLines.randomHeadlines(List.of("a"), 1));
    }

    @Test
    void rowsThatDoNotMatchAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> lines(List.of("a", "b"), List.of("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> lines(List.of(), List.of()));
    }

    private static ReferenceLines lines(List<String> descriptions, List<String> headlines) {
        return ReferenceLines.of(descriptions, headlines, 1, Rouge.plain(), Bootstrap.STANDARD);
    }
}
