package org.headlinebench.dataset.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.DatasetReader;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.failure.UserError;

class CalibrationsTest {
    private static final String LONG = "The council has voted to keep the old bridge open";
    private static final CalibrationSize SIZE = new CalibrationSize(3, 16);

    @TempDir
    Path folder;

    @Test
    void anEvaluatedRowIsNeverTakenNeitherByNumberNorByWords() {
        Dataset news = news(row("A", LONG), row("B", "other words"),
                row("C", "  the COUNCIL has voted to keep\\nthe old "
                        + "bridge open "),
                row("a", "a headline that is evaluated"), row("E", "free of all that"));
        CalibrationTexts texts = Calibrations.ofRows(news, news.rows().subList(0, 1), PromptTemplate.BARE, SIZE);
        assertThat(texts.texts()).containsExactly("other words B", "free of all that E");
        assertThat(texts.source()).isEqualTo("test, rows that are not evaluated");
        assertThat(texts.maxTokens()).isEqualTo(16);
    }

    @Test
    void whereEveryRowIsEvaluatedNothingIsLeft() {
        Dataset news = news(row("A", "one"), row("B", "two"));
        assertThat(Calibrations.ofRows(news, news.rows(), PromptTemplate.BARE, SIZE).texts()).isEmpty();
    }

    @Test
    void rowsAreSpreadOverTheFileAndRenderedAsTheModelSeesThem() {
        Dataset news = news(row("A", "1"), row("B", "2"), row("C", "3"), row("D", "4"), row("E", "5"), row("F", "6"));
        assertThat(Calibrations.ofRows(news, List.of(), PromptTemplate.parse("text:Sum: {text} Head:"), SIZE).texts())
                .containsExactly("Sum: 1 Head: A", "Sum: 3 Head: C", "Sum: 5 Head: E");
    }

    @Test
    void aFileMayHoldNewsOrTextsOrParagraphsAlsoInGzip() throws IOException {
        assertThat(read("n.jsonl", row("A", "one") + "\n\n" + row("", "two") + "\n" + row("C", "three")))
                .containsExactly("one A", "three C");
        assertThat(read("c4.json", "{\"text\":\"first\",\"url\":\"x\"}\n{\"text\":\"second\"}"))
                .containsExactly("first", "second");
        assertThat(read("plain.txt", "a first\n  text\n\n\nsecond\n\nthird\n\nfourth")).containsExactly(
                "a first\ntext", "second", "third");
        Path zipped = folder.resolve("zipped");
        try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("within".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Calibrations.ofFile(zipped, List.of(), PromptTemplate.BARE, SIZE).texts()).containsExactly("within");
    }

    @Test
    void aTextOfAFileThatContainsAnEvaluatedDescriptionIsLeftOut() throws IOException {
        List<NewsRow> evaluated = news(row("A headline", LONG)).rows();
        Path file = Files.writeString(folder.resolve("mixed.txt"),
                "As we wrote: " + LONG.toUpperCase() + ".\n\na headline\n\nfree");
        assertThat(Calibrations.ofFile(file, evaluated, PromptTemplate.BARE, SIZE).texts()).containsExactly("free");
        Path same = Files.writeString(folder.resolve("same.txt"), LONG);
        assertThatThrownBy(() -> Calibrations.ofFile(same, evaluated, PromptTemplate.BARE, SIZE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not evaluated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"a\":1}|line 1 has neither", "{\"text\":\"x\"}%{|line 2 is no JSON",
        "{\"text\":3}|line 1 has neither", "|has no text"})
    void aFileOfAnythingElseIsRefusedWithItsLine(String content, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), content == null ? "" : content.replace("%", "\n"));
        assertThatThrownBy(() -> Calibrations.ofFile(file, List.of(), PromptTemplate.BARE, SIZE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(reason);
    }

    @Test
    void whatIsNoReadableFileIsRefused() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[]{(byte) 0xc3, 0x28, 0});
        for (Path path : List.of(folder, folder.resolve("nowhere"), binary)) {
            assertThatThrownBy(() -> Calibrations.ofFile(path, List.of(), PromptTemplate.BARE, SIZE))
                    .isInstanceOf(UserError.class);
        }
        assertThatThrownBy(() -> new CalibrationSize(0, 1)).isInstanceOf(UserError.class);
    }

    private List<String> read(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Calibrations.ofFile(file, List.of(), PromptTemplate.BARE, SIZE).texts();
    }

    private static String row(String headline, String description) {
        return "{\"headline\":\"" + headline + "\",\"short_description\":\"" + description + "\"}";
    }

    private static Dataset news(String... rows) {
        return new DatasetReader(ReadOptions.DEFAULT).read("test",
                String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
    }
}
