package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.json.UnreadableDocument;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;

class RunExportTest {
    private static final Run BASELINE = TestRuns.finished(TestRuns.queued("a-1", "experiment", 1, "cache=none"));
    private static final Run SECOND = TestRuns.finished(TestRuns.queued("a-2", "experiment", 2, "cache=dynamic"));

    @TempDir
    Path folder;

    private SqliteRunStore store;
    private RunExport export;
    private Path file;

    @BeforeEach
    void open() {
        store = SqliteRunStore.open(folder.resolve("runs.sqlite"));
        export = new RunExport(store, "0.1.0", Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC));
        file = folder.resolve("export");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFormatIsTheOneThatWasPublished() throws Exception {
        keep(BASELINE, List.of(
                TestRuns.sample(1, "A first description.", "Cats sleep all day", "Cats sleep", 10, 1000),
                TestRuns.sample(2, "“Zwei” – größer", "Dogs bark", "=Dogs \"bark\", loudly", 10, 1100)));
        store.append(BASELINE.id(), new MemoryReading(12.5, 400_000_000));
        Run failed = TestRuns.measuring("a-2")
                .failed(TestRuns.CREATED.plusSeconds(5),
                        new RunFailure("The worker was killed.", "Choose a smaller model.", OptionalInt.of(137),
                                "last words"));
        keep(failed, List.of());

        export.writeJson(ids(BASELINE, failed), file);

        JsonMapper mapper = JsonMapper.shared();
        try (InputStream published = getClass().getResourceAsStream("/history/export-1.json")) {
            assertThat(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(file)))
                    .isEqualTo(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(published)));
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as("ASCII").matches("\\p{ASCII}+");
    }

    @Test
    void everyNameInAnExportIsDocumented() throws Exception {
        keep(BASELINE, TestRuns.samples(3, 10));
        keep(SECOND, TestRuns.samples(3, 11).stream().map(TestRuns::speculative).toList());
        store.append(SECOND.id(), new MemoryReading(12.5, 400_000_000));
        store.append(SECOND.id(), MachineReadingsTest.ON_GPU);
        Run failed = TestRuns.measuring("a-3")
                .failed(TestRuns.CREATED,
                        new RunFailure("message", "remedy", OptionalInt.of(137), "log"));
        keep(failed, List.of());
        export.writeJson(ids(BASELINE, SECOND, failed), file);

        var names = new TreeSet<String>();
        collectNames(JsonMapper.shared().readTree(file), names);
        names.removeAll(BASELINE.provenance().keySet());
        names.addAll(SampleTable.COLUMNS);
        String document = Files.readString(Path.of("docs/export-format.md"));
        assertThat(names).hasSizeGreaterThan(100)
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    void whatWasProposedIsExportedPerSampleAndSummed() throws Exception {
        keep(BASELINE, TestRuns.samples(2, 10));
        keep(SECOND, TestRuns.samples(2, 10).stream().map(TestRuns::speculative).toList());

        export.writeJson(ids(SECOND), file);
        JsonNode run = JsonMapper.shared().readTree(file).at("/runs/0");
        assertThat(run.at("/samples/1/speculation").toString()).isEqualTo("{\"drafted\":2,\"accepted\":1,"
                + "\"acceptanceRate\":0.5,\"meanAcceptedLength\":2.0,\"targetPasses\":2,\"verifyPasses\":1,"
                + "\"tokensPerTargetPass\":1.5,\"draftMillis\":0.25,\"verifyMillis\":42.5,"
                + "\"passes\":[{\"drafted\":2,\"accepted\":1,\"tokens\":2}]}");
        assertThat(run.at("/summary/speculation/drafted").asInt()).isEqualTo(4);
        assertThat(run.at("/summary/speculation/verifyMillis").asDouble()).isEqualTo(85);

        export.writeCsv(ids(BASELINE, SECOND), file);
        assertThat(table()).extracting(row -> row.get("drafted") + " " + row.get("verifyMillis"))
                .containsExactly(" ", " ", "2 42.5", "2 42.5");
    }

    @Test
    void aRunIsComparedWithTheFirstOfItsExperimentEvenIfThatIsNotExported() throws Exception {
        keep(BASELINE, TestRuns.samples(3, 10));
        List<Sample> changed = List.of(TestRuns.samples(3, 10).get(0), TestRuns.samples(3, 99).get(1),
                TestRuns.samples(3, 10).get(2));
        keep(SECOND, changed);

        export.writeJson(ids(SECOND), file);

        JsonNode exactness = JsonMapper.shared().readTree(file).at("/runs/0/summary/exactness");
        assertThat(exactness.get("baseline").asString()).isEqualTo("a-1");
        assertThat(exactness.get("identicalSamples").asInt()).isEqualTo(2);
        assertThat(exactness.get("firstDifferences").toString()).isEqualTo("[null,0,null]");

        store.delete(BASELINE.id());
        export.writeJson(ids(SECOND), file);
        assertThat(JsonMapper.shared().readTree(file).at("/runs/0/summary/exactness").isNull()).isTrue();
    }

    @Test
    void runsComeInTheOrderAskedForAndOnce() throws Exception {
        keep(BASELINE, TestRuns.samples(1, 10));
        keep(SECOND, TestRuns.samples(1, 10));

        export.writeJson(ids(SECOND, BASELINE, SECOND), file);

        assertThat(JsonMapper.shared().readTree(file).get("runs").valueStream().map(run -> run.get("id").asString()))
                .containsExactly("a-2", "a-1");
    }

    @Test
    void anOutlierIsMarkedInBothFormats() throws Exception {
        List<Sample> samples = Stream.concat(TestRuns.samples(20, 10).stream(),
                Stream.of(TestRuns.sample(21, "d", "a", "b", 10, 9000))).toList();
        keep(BASELINE, samples);

        export.writeJson(ids(BASELINE), file);
        JsonNode run = JsonMapper.shared().readTree(file).at("/runs/0");
        assertThat(run.at("/summary/outlierPositions").toString()).isEqualTo("[21]");
        assertThat(run.at("/samples/20/outlier").asBoolean()).isTrue();
        assertThat(run.at("/samples/19/outlier").asBoolean()).isFalse();

        export.writeCsv(ids(BASELINE), file);
        assertThat(table()).extracting(row -> row.get("outlier")).endsWith("false", "true").hasSize(21);
    }

    @Test
    void theTableHoldsEverySampleAndNoFormula() throws Exception {
        Sample hostile = TestRuns.sample(2, "-1, \"quoted\"\r\nsecond line", "'Tis a headline", "=HYPERLINK(\"x\")", 10,
                1000);
        keep(BASELINE, List.of(TestRuns.samples(1, 10).getFirst(), hostile));
        keep(SECOND, TestRuns.samples(1, 11));

        export.writeCsv(ids(BASELINE, SECOND), file);

        List<CSVRecord> rows = table();
        assertThat(rows).extracting(row -> row.get("run")).containsExactly("a-1", "a-1", "a-2");
        CSVRecord row = rows.get(1);
        assertThat(row.get("headline")).isEqualTo("'=HYPERLINK(\"x\")");
        assertThat(row.get("description")).isEqualTo("'-1, \"quoted\"\r\nsecond line");
        assertThat(row.get("actualHeadline")).isEqualTo("''Tis a headline");
        assertThat(row.get("endToEndMillis")).isEqualTo("1000.0");
        assertThat(row.get("tokenIds")).isEqualTo("10 11 12");
        assertThat(Double.parseDouble(row.get("rougeLF1"))).isEqualTo(hostile.rouge().rougeL().f1());
        assertThat(row.get("provenanceTag")).isEqualTo("measured");
        assertThat(rows).allSatisfy(each -> assertThat(each.size()).isEqualTo(SampleTable.COLUMNS.size()));
        assertThat(rows).allSatisfy(each -> assertThat(each.toList()).noneMatch(cell -> cell.matches("(?s)[=+@-].*")));
    }

    @Test
    void aTextComesBackByRemovingOneApostrophe() {
        for (String text : List.of("", "plain", "=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'x", "''", "＝1")) {
            String safe = SpreadsheetText.safe(text);
            assertThat(safe.startsWith("'") ? safe.substring(1) : safe).isEqualTo(text);
        }
    }

    @Test
    void anExportThatFailsLeavesTheFormerFileAndNothingElse() throws Exception {
        keep(BASELINE, TestRuns.samples(3, 10));
        keep(SECOND, TestRuns.samples(3, 10));
        Files.writeString(file, "former export");
        try (var raw = new StoreConnection(folder.resolve("runs.sqlite"))) {
            raw.update("UPDATE sample SET document = ? WHERE run = ? AND position = 3", "{}", "a-2");
        }
        List<String> before = names();

        assertThatThrownBy(() -> export.writeJson(ids(BASELINE, SECOND), file)).isInstanceOf(UnreadableDocument.class);
        assertThatThrownBy(() -> export.writeCsv(ids(BASELINE, SECOND), file)).isInstanceOf(UnreadableDocument.class);
        assertThat(file).hasContent("former export");
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void whatCannotBeExportedIsSaid() {
        keep(BASELINE, TestRuns.samples(1, 10));

        assertThatThrownBy(() -> export.writeJson(List.of(new RunId("nope")), file)).isInstanceOf(ExportError.class)
                .hasMessageContaining("no run nope");
        assertThatThrownBy(() -> export.writeJson(ids(BASELINE), folder)).isInstanceOf(ExportError.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> export.writeCsv(ids(BASELINE), folder.resolve("none/x.csv")))
                .isInstanceOf(ExportError.class)
                .hasMessageContaining("does not exist");
        Path tooLong = folder.resolve("x".repeat(300));
        assertThatThrownBy(() -> export.writeCsv(ids(BASELINE), tooLong)).isInstanceOf(ExportError.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void aLinkStaysALinkAndItsTargetIsReplaced() throws Exception {
        keep(BASELINE, TestRuns.samples(1, 10));
        Path target = Files.writeString(folder.resolve("target.json"), "former");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);

        export.writeJson(ids(BASELINE), link);

        assertThat(link).isSymbolicLink();
        assertThat(JsonMapper.shared().readTree(target).get("format").asString()).isEqualTo("headline-bench/runs");
    }

    private void keep(Run run, List<Sample> samples) {
        store.create(run);
        samples.forEach(sample -> store.append(run.id(), sample));
    }

    private static List<RunId> ids(Run... runs) {
        return Stream.of(runs).map(Run::id).toList();
    }

    private List<CSVRecord> table() throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFrun,");
        try (var parser = CSVFormat.RFC4180.builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text.substring(1)))) {
            return parser.getRecords();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static void collectNames(JsonNode node, TreeSet<String> names) {
        node.propertyStream().forEach(property -> names.add(property.getKey()));
        node.forEach(child -> collectNames(child, names));
    }
}
