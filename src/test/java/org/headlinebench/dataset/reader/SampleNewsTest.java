package org.headlinebench.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.NewsRow;

class SampleNewsTest {
    private static final Dataset SAMPLE = SampleNews.load();

    @Test
    void itHas120UsableRowsInManyCategories() {
        assertThat(SAMPLE.report().summary()).isEqualTo("120 rows, 120 usable");
        assertThat(SAMPLE.rows().stream().map(NewsRow::category).distinct()).hasSizeGreaterThanOrEqualTo(20)
                .contains("POLITICS", "WELLNESS", "ENTERTAINMENT", "TRAVEL", "BUSINESS", "SPORTS", "SCIENCE", "TECH",
                        "EDUCATION", "ENVIRONMENT", "FOOD & DRINK", "ARTS & CULTURE", "WORLD NEWS");
        assertThat(SAMPLE.name()).isEqualTo("sample");
        assertThat(SAMPLE.path()).isEmpty();
    }

    @Test
    void theFirst50RowsAlreadyCoverMostCategories() {
        assertThat(SAMPLE.rows().stream().limit(50).map(NewsRow::category).distinct().count())
                .isGreaterThanOrEqualTo(15);
    }

    @Test
    void lengthsAreThoseOfRealNews() {
        assertThat(SAMPLE.rows()).allSatisfy(row -> {
            assertThat(words(row.headline())).as(row.headline()).hasSizeBetween(5, 14);
            assertThat(words(row.shortDescription())).as(row.shortDescription()).hasSizeBetween(15, 45);
        });
    }

    @Test
    void everyRowHasADateOf2026AndALinkToTheExampleDomain() {
        assertThat(SAMPLE.rows()).allSatisfy(row -> {
            assertThat(row.date().orElseThrow().getYear()).isEqualTo(2026);
            assertThat(row.link()).matches("https://example\\.org/news/[a-z0-9-]+");
        });
    }

    @Test
    void noStoryIsThereTwice() {
        assertThat(SAMPLE.rows()).extracting(NewsRow::headline).doesNotHaveDuplicates();
        assertThat(SAMPLE.rows()).extracting(NewsRow::shortDescription).doesNotHaveDuplicates();
        assertThat(SAMPLE.rows()).extracting(NewsRow::link).doesNotHaveDuplicates();
    }

    /** Items made by filling a form would open alike. */
    @Test
    void noOpeningOfThreeWordsIsUsedOften() {
        var openings = SAMPLE.rows()
                .stream()
                .collect(Collectors.groupingBy(row -> String.join(" ", words(row.shortDescription()).subList(0, 3)),
                        Collectors.counting()));

        assertThat(openings.values()).allMatch(count -> count <= 2);
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\s+"));
    }
}
