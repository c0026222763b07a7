package org.headlinebench.dataset.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.MalformedRow;
import org.headlinebench.dataset.NewsRow;

class CsvRowsTest {
    @Test
    void namedColumnsAreReadInAnyOrderAndCase() {
        Dataset dataset = read("""
                \uFEFFDate,Short_Description,extra,HEADLINE,category\r
                2026-01-02,"Twice a day, it rings.",x,"The ""Old"" Bell",ARTS\r
                """);

        NewsRow row = dataset.rows().getFirst();
        assertThat(row.rowNumber()).isEqualTo(1);
        assertThat(row.headline()).isEqualTo("The \"Old\" Bell");
        assertThat(row.shortDescription()).isEqualTo("Twice a day, it rings.");
        assertThat(row.category()).isEqualTo("ARTS");
        assertThat(row.date()).contains(LocalDate.of(2026, 1, 2));
        assertThat(row.authors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void theSeparatorIsToldFromTheHeader(String separator) {
        Dataset dataset = read("headline,short_description\nA,B\n".replace(",", separator));

        assertThat(dataset.rows().getFirst().shortDescription()).isEqualTo("B");
    }

    @Test
    void columnsCanBeChosen() {
        var reader = new DatasetReader(ReadOptions.DEFAULT
                .with(FieldNames.parse("headline=title, SHORT_DESCRIPTION = the summary ,category=topic")));

        Dataset dataset = reader.read("news.csv", "Topic,Title,The Summary\nX,A,B\n".getBytes(UTF_8));

        assertThat(dataset.rows().getFirst().headline()).isEqualTo("A");
        assertThat(dataset.rows().getFirst().category()).isEqualTo("X");
    }

    @Test
    void quotedFieldsMayHoldLineBreaksAndRowsKeepTheLineTheyBeginOn() {
        Dataset dataset = read("headline,short_description\nA,\"one\n\ntwo\"\nC\nD,E\n");

        assertThat(dataset.rows()).extracting(NewsRow::shortDescription).containsExactly("one\n\ntwo", "E");
        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(1, 3);
        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(2, 5, "1 values, but the header names 2 columns"));
    }

    @Test
    void aQuoteThatIsNeverClosedCostsOneRowAndNotTheRestOfTheFile() {
        Dataset dataset = read("headline,short_description\nA,\"open\nC,D\nE,F\n");

        assertThat(dataset.rows()).extracting(NewsRow::headline).containsExactly("C", "E");
        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(1, 2, "a quote is opened and never closed"));
    }

    @Test
    void aStrayQuoteThatALaterRowClosesSwallowsNoSoundRow() {
        Dataset dataset = read("headline,short_description\nA,\"open\nC,D\nE,\"F\"\nG,H\n");

        assertThat(dataset.rows()).extracting(NewsRow::headline).containsExactly("C", "E", "G");
        assertThat(dataset.report().firstMalformed()).extracting(MalformedRow::line).containsExactly(2L);
    }

    @Test
    void aQuoteInsideAPlainFieldIsACharacter() {
        assertThat(read("headline,short_description\nA 5\" Nail,B\nC,D\n").rows()).extracting(NewsRow::headline)
                .containsExactly("A 5\" Nail", "C");
    }

    @Test
    void textBehindAClosingQuoteIsMalformed() {
        Dataset dataset = read("headline,short_description\n\"A\"x,B\nC,D\n");

        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(1, 2, "the quotes of this CSV record do not match"));
        assertThat(dataset.rows()).hasSize(1);
    }

    @Test
    void aMalformedRowAmongManyKeepsItsNumberAndCostsNoOther() {
        var text = new StringBuilder("headline,short_description\n");
        for (int row = 1; row <= 1000; row++) {
            text.append(row == 300 ? "\"A\"x,B\n" : row == 301 ? "A,B\rC,D\n" : row == 700 ? "E,\"F\nG\"\n" : "A,B\n");
        }

        Dataset dataset = read(text.toString());

        assertThat(dataset.rows()).hasSize(998);
        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(300, 301, "the quotes of this CSV record do not match"),
                        new MalformedRow(301, 302, "not one CSV record"));
        assertThat(dataset.row(700).orElseThrow().shortDescription()).isEqualTo("F\nG");
        assertThat(dataset.row(1000)).isPresent();
    }

    @Test
    void emptyDescriptionsAreLeftOutAndCounted() {
        Dataset dataset = read("headline,short_description\nA,\n,B\nC,D\n");

        assertThat(dataset.report().emptyDescriptionRows()).containsExactly(1);
        assertThat(dataset.report().emptyHeadlineRows()).containsExactly(2);
    }

    @Test
    void invalidUtf8IsReportedWithItsLine() {
        byte[] bytes = "headline,short_description\nCaf\u00E9,B\nC,D\n".getBytes(ISO_8859_1);

        Dataset dataset = new DatasetReader(ReadOptions.DEFAULT).read("news.csv", bytes);

        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(1, 2, "not valid UTF-8 at byte 4 of the line"));
    }

    @Test
    void missingColumnsAreNamedWithThoseThatWereFound() {
        DatasetError error = catchThrowableOfType(DatasetError.class, () -> read("headlines;date;summary\nA;B;C\n"));

        assertThat(error).hasMessageContaining("\"headline\", \"short_description\"")
                .hasMessageContaining("\"headlines\", \"date\", \"summary\"");
        assertThat(error.remedy()).contains("Is it \"headlines\"?")
                .contains("headline=title")
                .contains("Rishabh Misra");
    }

    @Test
    void aChosenColumnThatTheFileDoesNotHaveIsRefused() {
        var reader = new DatasetReader(ReadOptions.DEFAULT.with(FieldNames.parse("category=topic")));

        assertThatThrownBy(() -> reader.read("news.csv", "headline,short_description,topics\nA,B,C\n".getBytes(UTF_8)))
                .isInstanceOf(DatasetError.class)
                .hasMessageContaining("\"topic\"");
    }

    @Test
    void aColumnThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read("headline,short_description,Headline\nA,B,C\n")).isInstanceOf(DatasetError.class)
                .hasMessageContaining("exactly one column \"headline\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "headline", "headline=", "title=headline", "headline=x,short_description=x"})
    void columnNamesThatMakeNoSenseAreRefused(String text) {
        assertThatThrownBy(() -> FieldNames.parse(text)).isInstanceOf(DatasetError.class);
    }

    @Test
    void aMisspeltFieldIsAnsweredWithTheNearest() {
        DatasetError error = catchThrowableOfType(DatasetError.class, () -> FieldNames.parse("headlin=title"));

        assertThat(error.remedy()).startsWith("Did you mean \"headline\"?");
    }

    private static Dataset read(String text) {
        return new DatasetReader(ReadOptions.DEFAULT).read("news.csv", text.getBytes(UTF_8));
    }
}
