package org.headlinebench.dataset.reader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.MalformedRow;
import org.headlinebench.dataset.MalformedRowError;
import org.headlinebench.dataset.NewsRow;

class JsonLinesTest {
    private static final String V3 = """
            {"link": "https://example.org/1", "headline": "Owls Return", "category": "SCIENCE", \
            "short_description": "They are back.", "authors": "A. Writer", "date": "2026-09-23"}""";
    private static final String V2 = """
            {"source": "elsewhere", "headline": "Bees Vote", "short_description": "On a new home.", \
            "category": "GREEN", "date": "2018-05-26"}""";

    @Test
    void fieldsOfVersion3And2AreRead() {
        Dataset dataset = read(V3 + "\n" + V2 + "\n");

        NewsRow first = dataset.rows().getFirst();
        assertThat(first.rowNumber()).isEqualTo(1);
        assertThat(first.headline()).isEqualTo("Owls Return");
        assertThat(first.shortDescription()).isEqualTo("They are back.");
        assertThat(first.category()).isEqualTo("SCIENCE");
        assertThat(first.authors()).isEqualTo("A. Writer");
        assertThat(first.date()).contains(LocalDate.of(2026, 9, 23));
        assertThat(first.link()).isEqualTo("https://example.org/1");
        NewsRow second = dataset.rows().getLast();
        assertThat(second.headline()).isEqualTo("Bees Vote");
        assertThat(second.authors()).isEmpty();
        assertThat(second.link()).isEmpty();
        assertThat(dataset.report().summary()).isEqualTo("2 rows, 2 usable");
    }

    @Test
    void byteOrderMarkCrLfAndBlankLinesDoNotMatter() {
        Dataset dataset = read("\uFEFF" + V3 + "\r\n\r\n  \r\n" + V2);

        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(1, 2);
        assertThat(dataset.rows()).extracting(NewsRow::headline).containsExactly("Owls Return", "Bees Vote");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"headline\": \"A\", \"short_description\": \"B\"|not valid JSON",
        "{\"headline\": \"A\", \"short_desc|not valid JSON", "{'headline': 'A'}|not valid JSON",
        "oops|not valid JSON", "[1, 2]|not a JSON object", "\"text\"|not a JSON object", "42|not a JSON object",
        "{\"headline\": \"A\"}|no field \"short_description\"",
        "{\"title\": \"A\", \"short_description\": \"B\"}|no field \"headline\" (other fields: \"title\")",
        "{\"headline\": 7, \"short_description\": \"B\"}|the field \"headline\" is a number, not text",
        "{\"headline\": [], \"short_description\": \"B\"}|the field \"headline\" is a list, not text",
        "{\"headline\": {}, \"short_description\": \"B\"}|the field \"headline\" is an object, not text",
        "{\"headline\": true, \"short_description\": \"B\"}|the field \"headline\" is true or false, not text",
        "{\"headline\": \"A\", \"headline\": \"C\", \"short_description\": \"B\"}|the field \"headline\" is there twice",
        "{\"headline\": \"A\", \"short_description\": \"B\"} {}|more text behind the JSON object",
        "{\"headline\": \"A\", \"short_description\": \"B\"}}|not valid JSON",
        "{\"headline\": \"A\\ud83d\", \"short_description\": \"B\"}|lone surrogate",
        "{\"headline\": \"A\\u0000\", \"short_description\": \"B\"}|a NUL character"})
    void aMalformedRowIsSkippedAndReportedWithItsLineAndReason(String line, String reason) {
        Dataset dataset = read(V3 + "\n\n" + line + "\n" + V2 + "\n");

        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(1, 3);
        assertThat(dataset.report().malformedRows()).isEqualTo(1);
        MalformedRow malformed = dataset.report().firstMalformed().getFirst();
        assertThat(malformed.rowNumber()).isEqualTo(2);
        assertThat(malformed.line()).isEqualTo(3);
        assertThat(malformed.reason()).contains(reason);
    }

    @Test
    void aMalformedRowIsRefusedWithItsLineWhereTheUserChoseSo() {
        var reader = new DatasetReader(ReadOptions.DEFAULT.with(MalformedRows.REFUSE));

        MalformedRowError error = catchThrowableOfType(MalformedRowError.class,
                () -> reader.read("news", (V3 + "\n{\n" + V2).getBytes(UTF_8)));

        assertThat(error).hasMessageStartingWith("news, line 2: not valid JSON");
        assertThat(error.remedy()).contains("skip");
        assertThat(error.row().rowNumber()).isEqualTo(2);
    }

    @Test
    void aDamagedFirstLineDoesNotHideTheFormat() {
        Dataset dataset = read("\"headline\": \"cut off above\"}\n" + V2);

        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(2);
        assertThat(dataset.report().firstMalformed()).extracting(MalformedRow::line).containsExactly(1L);
    }

    @Test
    void invalidUtf8IsReportedWithItsLineAndByte() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((V3 + "\n").getBytes(UTF_8));
        bytes.writeBytes("{\"headline\": \"Caf\u00E9\", \"short_description\": \"B\"}\n".getBytes(ISO_8859_1));
        bytes.writeBytes(V2.getBytes(UTF_8));

        Dataset dataset = new DatasetReader(ReadOptions.DEFAULT).read("news", bytes.toByteArray());

        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(1, 3);
        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(2, 2, "not valid UTF-8 at byte 18 of the line"));
    }

    @Test
    void aReplacementCharacterThatIsReallyInTheTextIsNoFault() {
        assertThat(read("{\"headline\": \"A\uFFFD\", \"short_description\": \"B\"}").rows().getFirst().headline())
                .isEqualTo("A\uFFFD");
    }

    @Test
    void aLineAboveTheLimitIsMalformedAndTheNextOneIsRead() {
        String longest = "{\"headline\": \"A\", \"short_description\": \"" + "b".repeat(200_000) + "\"}";
        var options = new ReadOptions(MalformedRows.SKIP, FieldNames.DEFAULT, new ReadLimits(100_000, 1 << 20, 5));

        Dataset dataset = new DatasetReader(options).read("news", (V3 + "\n" + longest + "\n" + V2).getBytes(UTF_8));

        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(1, 3);
        assertThat(dataset.report().firstMalformed())
                .containsExactly(new MalformedRow(2, 2, "longer than 100,000 bytes"));
        assertThat(read(V3 + "\n" + longest).rows()).hasSize(2);
    }

    @Test
    void deepNestingIsMalformedAndDoesNotOverflowTheStack() {
        String deep = "{\"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(read(V3 + "\n" + deep).report().malformedRows()).isEqualTo(1);
    }

    @Test
    void allMalformedRowsAreCountedAndTheFirstOnesListed() {
        Dataset dataset = read(V3 + "\n" + "{\n".repeat(100));

        assertThat(dataset.report().malformedRows()).isEqualTo(100);
        assertThat(dataset.report().firstMalformed()).hasSize(ReadLimits.DEFAULT.listedMalformedRows());
        assertThat(dataset.report().totalRows()).isEqualTo(101);
    }

    @Test
    void emptyHeadlinesAndDescriptionsAreLeftOutAndCounted() {
        Dataset dataset = read("""
                {"headline": "", "short_description": "B"}
                {"headline": "A", "short_description": " \u00A0\u200B "}
                {"headline": null, "short_description": null}
                {"headline": "A", "short_description": "B"}
                """);

        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(4);
        assertThat(dataset.report().emptyHeadlineRows()).containsExactly(1, 3);
        assertThat(dataset.report().emptyDescriptionRows()).containsExactly(2, 3);
        assertThat(dataset.report().malformedRows()).isZero();
    }

    @Test
    void textIsKeptExactlyAsItIs() {
        NewsRow row = read("{\"headline\": \" “A” \\n\\u00e9\\ud83d\\ude00 \", \"short_description\": \"{text} \"}")
                .rows()
                .getFirst();

        assertThat(row.headline()).isEqualTo(" “A” \né😀 ");
        assertThat(row.shortDescription()).isEqualTo("{text} ");
    }

    @ParameterizedTest
    @CsvSource({"\"2022-09-23\",2022-09-23", "\"2022-09-23T04:00:00.000Z\",2022-09-23",
        "\"2022-09-23 00:00:00\",2022-09-23",
        "1663891200000,2022-09-23", "\"\",", "null,"})
    void datesAreReadInTheFormsTheDatasetIsFoundIn(String json, LocalDate date) {
        Dataset dataset = read("{\"headline\": \"A\", \"short_description\": \"B\", \"date\": " + json + "}");

        assertThat(dataset.rows().getFirst().date()).isEqualTo(java.util.Optional.ofNullable(date));
        assertThat(dataset.report().unreadableDates()).isZero();
    }

    @Test
    void anUnreadableDateCostsTheDateAndNotTheRow() {
        Dataset dataset = read("{\"headline\": \"A\", \"short_description\": \"B\", \"date\": \"last week\"}");

        assertThat(dataset.rows().getFirst().date()).isEmpty();
        assertThat(dataset.report().unreadableDates()).isEqualTo(1);
        assertThat(dataset.report().summary()).endsWith("1 with an unreadable date, kept");
    }

    @Test
    void fieldsMayHaveOtherNamesAndAnyCase() {
        var reader = new DatasetReader(
                ReadOptions.DEFAULT.with(FieldNames.parse("headline=title,short_description=summary")));

        Dataset dataset = reader.read("news",
                "{\"Title\": \"A\", \"summary\": \"B\", \"headline\": 5}".getBytes(UTF_8));

        assertThat(dataset.rows().getFirst().headline()).isEqualTo("A");
        assertThat(dataset.rows().getFirst().shortDescription()).isEqualTo("B");
    }

    @Test
    void aFileWithoutAnyUsableRowIsRefusedWithTheFirstReason() {
        DatasetError error = catchThrowableOfType(DatasetError.class,
                () -> read("{\"title\": \"A\", \"text\": \"B\"}\n{\"title\": \"A\", \"text\": \"B\"}"));

        assertThat(error).hasMessageContaining("no usable row")
                .hasMessageContaining("no field \"headline\" (other fields: \"title\", \"text\")");
        assertThat(error.remedy()).contains("headline=title").contains("Rishabh Misra");
    }

    @Test
    void oneJsonListIsRefusedWithTheWayToConvertIt() {
        for (String list : List.of("[" + V3 + "]", "[\n  " + V3 + "\n]")) {
            assertThatThrownBy(() -> read(list)).isInstanceOf(DatasetError.class).hasMessageContaining("one JSON list");
        }
    }

    private static Dataset read(String text) {
        return new DatasetReader(ReadOptions.DEFAULT).read("news", text.getBytes(UTF_8));
    }
}
