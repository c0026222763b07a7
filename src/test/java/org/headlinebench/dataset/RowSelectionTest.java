package org.headlinebench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSelectionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"all|all", " ALL |all", "1-50|1-50", "7|7", "07|7", "5-5|5",
        "1-10,20,30-35|1-10,20,30-35", " 30 - 35 , 20 ,1-10|1-10,20,30-35", "1-10,5-20|1-20", "1-10,11-20|1-20",
        "3,1,2,2|1-3", "sample(100, seed=7)|sample(100, seed=7)", "SAMPLE( 100,seed = -7 )|sample(100, seed=-7)",
        "sample(100)|sample(100, seed=0)"})
    void everySelectionHasOneCanonicalText(String written, String canonical) {
        assertThat(RowSelection.parse(written).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|all, 1-50", "alll|\"all\"", "smaple(100, seed=7)|\"sample(100, seed=7)\"",
        "sample 50|\"sample(50, seed=0)\"", "sample(50, 9)|\"sample(50, seed=9)\"", "sample(0)|at least 1",
        "50-1|\"1-50\"", "0-50|\"1-50\"", "0|all, 1-50", "1..50|\"1-50\"", "1:50|\"1-50\"", "1 to 50|\"1-50\"",
        "1–50|\"1-50\"", "1-|all, 1-50", "-5|all, 1-50", "1,,2|all, 1-50", "1-50,|all, 1-50", "5-0|count from 1",
        "99999999999|all, 1-50", "1.5|all, 1-50", "sample(5, seed=99999999999999999999)|smaller seed",
        "every|all, 1-50"})
    void aMistakeIsRefusedWithWhatWasProbablyMeant(String written, String remedy) {
        DatasetError error = catchThrowableOfType(DatasetError.class, () -> RowSelection.parse(written));
        assertThat(error).isNotNull();
        assertThat(error.remedy()).contains(remedy);
    }

    @Test
    void emptyAndMalformedRowsAreLeftOutCountedAndNotReplaced() {
        Dataset dataset = NewsRows.dataset(12, Set.of(2, 5), Set.of(5, 9), Set.of(3, 11));

        SelectedRows selected = RowSelection.parse("1-6,11-12").select(dataset);

        assertThat(selected.rowNumbers()).containsExactly(1, 4, 6, 12);
        assertThat(selected.requestedRows()).isEqualTo(8);
        assertThat(selected.leftOutRows()).isEqualTo(4);
        assertThat(selected.leftOutEmptyHeadline()).isEqualTo(2);
        assertThat(selected.leftOutEmptyDescription()).isEqualTo(1);
        assertThat(selected.leftOutMalformed()).isEqualTo(2);
        assertThat(selected.summary())
                .isEqualTo("4 of 8 rows; left out: 2 without a headline, 1 without a description, 2 malformed");
    }

    @Test
    void allTakesEveryUsableRow() {
        SelectedRows selected = new RowSelection.All().select(NewsRows.dataset(5, Set.of(1), Set.of(), Set.of(4)));

        assertThat(selected.rowNumbers()).containsExactly(2, 3, 5);
        assertThat(selected.requestedRows()).isEqualTo(5);
    }

    @Test
    void rowsTheFileDoesNotHaveAreRefused() {
        assertThatThrownBy(() -> RowSelection.parse("1-50").select(NewsRows.complete(30)))
                .isInstanceOf(DatasetError.class)
                .hasMessage("Row 31-50 does not exist: made-up has 30 rows.")
                .extracting(error -> ((DatasetError) error).remedy())
                .asString()
                .endsWith("for example 1-30.");
        assertThatThrownBy(() -> RowSelection.parse("40").select(NewsRows.complete(30)))
                .hasMessage("Row 40 does not exist: made-up has 30 rows.");
    }

    @Test
    void aSelectionWithoutAUsableRowIsRefused() {
        Dataset dataset = NewsRows.dataset(4, Set.of(2), Set.of(3), Set.of());

        assertThatThrownBy(() -> RowSelection.parse("2-3").select(dataset)).isInstanceOf(DatasetError.class)
                .hasMessageContaining("None of the rows 2-3");
    }

    @Test
    void aSampleLargerThanTheUsableRowsIsRefused() {
        Dataset dataset = NewsRows.dataset(10, Set.of(2), Set.of(), Set.of());

        assertThatThrownBy(() -> RowSelection.parse("sample(10, seed=7)").select(dataset))
                .isInstanceOf(DatasetError.class)
                .hasMessageContaining("9 usable rows")
                .extracting(error -> ((DatasetError) error).remedy())
                .asString()
                .contains("sample(9, seed=7)");
    }

    /** Pinned, and computed apart from this code: a stored run's sample must mean the same rows in every later version and on every machine. */
    @Test
    void aSeedMeansTheSameRowsForEver() {
        assertThat(RowSelection.parse("sample(5, seed=7)").select(NewsRows.complete(1000)).rowNumbers())
                .containsExactly(259, 380, 409, 667, 997);
    }
}
