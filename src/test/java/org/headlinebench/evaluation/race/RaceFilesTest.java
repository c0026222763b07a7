package org.headlinebench.evaluation.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.failure.UserError;

class RaceFilesTest {
    private static final RaceChoice HIGH_TEST = new RaceChoice(RaceChoice.Level.HIGH, RaceChoice.Split.TEST);

    @TempDir
    private Path folder;

    @Test
    void thePassagesOfTheProgramAreComplete() {
        RaceSet own = RaceFiles.own();
        assertThat(own.passages()).hasSizeBetween(20, 30);
        assertThat(own.passages()).allSatisfy(passage -> assertThat(passage.problems())
                .allSatisfy(problem -> assertThat(problem.options()).hasSize(4).doesNotHaveDuplicates()));
        assertThat(own.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void theArchiveAndItsFolderGiveTheChosenSubsetAndSplitInTheOrderOfTheirNumbers() throws IOException {
        var tar = new ByteArrayOutputStream();
        for (String name : List.of("RACE/test/high/10.txt", "RACE/test/high/9.txt", "RACE/test/middle/1.txt",
                "RACE/dev/high/2.txt", "RACE/README")) {
            byte[] content = passage(name).getBytes(StandardCharsets.UTF_8);
            tar.write(header(name, content.length));
            tar.write(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
            Path file = folder.resolve("unpacked").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
        tar.write(new byte[1024]);
        Path archive = Files.write(folder.resolve("RACE.tar.gz"), gzipped(tar.toByteArray()));
        for (Path source : List.of(archive, folder.resolve("unpacked"), folder.resolve("unpacked/RACE"))) {
            assertThat(ids(source, HIGH_TEST)).as("%s", source)
                    .containsExactly("RACE/test/high/9.txt", "RACE/test/high/10.txt");
            assertThat(ids(source, new RaceChoice(RaceChoice.Level.ALL, RaceChoice.Split.TEST))).hasSize(3);
            assertThat(ids(source, new RaceChoice(RaceChoice.Level.ALL, RaceChoice.Split.DEV)))
                    .containsExactly("RACE/dev/high/2.txt");
            refused(source, new RaceChoice(RaceChoice.Level.MIDDLE, RaceChoice.Split.TRAIN), "no passage of subset");
        }
        refused(Files.write(folder.resolve("cut.tar.gz"), gzipped(Arrays.copyOf(tar.toByteArray(), 700))), HIGH_TEST,
                "cut off");
        refused(Files.write(folder.resolve("no.tar.gz"), gzipped("no archive".repeat(100).getBytes())), HIGH_TEST,
                "no tar archive");
        refused(Files.write(folder.resolve("plain.tar.gz"), new byte[]{1, 2, 3}), HIGH_TEST, "cannot be read");
    }

    @Test
    void questionsOfAnExportAreJoinedByTheirPassage() throws IOException {
        Path file = Files.writeString(folder.resolve("race.jsonl"), line("high1.txt", "first", "Q1", "B")
                + line("middle7.txt", "other", "Q2", "A") + line("high1.txt", "first", "Q3", "D") + "\n");
        RaceSet set = RaceFiles.read(file, HIGH_TEST);
        assertThat(set.passages()).singleElement().satisfies(passage -> {
            assertThat(passage.problems()).extracting(Problem::answer).containsExactly(1, 3);
            assertThat(passage.questionByQuestion()).hasSize(2);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`\"answer\":\"B\"`|`\"answer\":\"7\"`|no letter",
        "`\"answer\":\"B\"`|`\"answer\":\"F\"`|none of the options",
        "`[\"a\",\"b\",\"c\",\"d\"]`|`[]`|two options or more",
        "`\"Q1\"`|`\"\"`|a question is empty", "`{`|`{{`|JSON is broken", "`\"first\"`|`\"\"`|no text"})
    void whatIsWrongInAnExportIsNamed(String from, String to, String what) throws IOException {
        Path file = Files.writeString(folder.resolve("race.jsonl"),
                line("high1.txt", "first", "Q1", "B").replace(from, to));
        refused(file, HIGH_TEST, what);
    }

    @Test
    void otherKindsOfFilesAreRefusedWithTheKindsThatAreRead() throws IOException {
        refused(Files.createFile(folder.resolve("race.parquet")), HIGH_TEST, "Parquet");
        refused(Files.createFile(folder.resolve("race.csv")), HIGH_TEST, "no known kind");
        refused(folder.resolve("missing.jsonl"), HIGH_TEST, "no file");
    }

    private static List<String> ids(Path source, RaceChoice choice) {
        return RaceFiles.read(source, choice).passages().stream().map(Passage::id).toList();
    }

    private static void refused(Path file, RaceChoice choice, String what) {
        assertThatThrownBy(() -> RaceFiles.read(file, choice)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.getMessage()).contains(what);
            assertThat(e.remedy()).isNotBlank();
        });
    }

    private static String line(String id, String article, String question, String answer) {
        return """
                {"example_id":"%s","article":"%s","answer":"%s","question":"%s","options":["a","b","c","d"]}
                """.formatted(id, article, answer, question);
    }

    private static String passage(String id) {
        return """
                {"answers":["A","C"],"options":[["a","b","c","d"],["e","f","g","h"]],"questions":["Q1","Q2"],
                 "article":"text of %s","id":"%s"}""".formatted(id, id);
    }

    private static byte[] header(String name, int size) {
        var header = new byte[512];
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, 0, bytes.length);
        byte[] octal = String.format("%011o", size).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(octal, 0, header, 124, octal.length);
        header[156] = '0';
        return header;
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
