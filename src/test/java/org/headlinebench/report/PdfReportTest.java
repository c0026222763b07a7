package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.pdf.Paper;

@Order(22)
class PdfReportTest {
    private static final List<String> SECTIONS = List.of("Executive summary", "Problem and objectives", "Method",
            "Set-up and provenance", "Results", "Improvement over the baseline", "The series step by step",
            "Technique by technique", "Categories", "Headlines side by side", "Recommendations per scenario",
            "Priorities and road map", "Business impact", "Problems met", "What was not measured", "Reproducibility");
    private static final byte[] PDF = ReportFixture.write(ReportFixture.runs(), Format.PDF);
    private static final PdfInspection REPORT = PdfInspection.of(PDF);

    @Test
    void everySectionHasItsBookmark() {
        assertThat(REPORT.bookmarks()).containsExactlyElementsOf(SECTIONS);
    }

    @Test
    void allFontsAreEmbeddedAndNoGlyphIsMissing() {
        assertThat(REPORT.fonts()).containsExactlyInAnyOrder("IBMPlexMono-Regular", "IBMPlexSans-Regular",
                "IBMPlexSans-SemiBold");
        assertThat(REPORT.allEmbedded()).isTrue();
        assertThat(REPORT.missingGlyphs()).isEmpty();
    }

    @Test
    void noTextLiesOutsideThePage() {
        assertThat(REPORT.outside()).isEmpty();
        assertThat(PdfInspection.of(ReportFixture.write(ReportFixture.runs(), Format.PDF, Paper.LETTER,
                ReportFixture.AT)).outside()).isEmpty();
    }

    @Test
    void chartsAreVectorsWithAlternativeText() {
        assertThat(REPORT.images()).isZero();
        assertThat(REPORT.strokesAndFills()).isGreaterThan(200);
        assertThat(REPORT.alternatives()).hasSize(4)
                .anyMatch(text -> text.startsWith("Mean ROUGE-1: run 1  float32, no cache: 0."))
                .allMatch(text -> text.length() > 20);
    }

    @Test
    void theTextCanBeSearchedAndSaysWhatTheRunsShow() {
        String text = REPORT.text().replaceAll("\\s+", " ");
        assertThat(text).contains("Most speed: float32, int4 group 32, dynamic cache takes 0.3")
                .contains("Quality lost: 1 configuration is shown to write worse headlines")
                .contains("What to deploy. float32, dynamic cache.")
                .contains("run dead has no samples: The worker died.".replace("run", "Run"))
                .contains("different rows (1-50 and 1-10)")
                .contains("Same configuration twice: what differs here is noise.")
                .contains("At 1,500 articles per day")
                .contains("no headline differs between it and the baseline")
                .contains("headline-bench run --model smollm2-135m --device cpu");
    }

    @Test
    void contentIsTaggedAndEveryPageBelongsToTheStructure() throws Exception {
        assertThat(REPORT.tagged()).isGreaterThan(500);
        try (var document = Loader.loadPDF(PDF)) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            for (var page : document.getPages()) {
                assertThat(page.getStructParents()).isNotNegative();
            }
        }
    }

    @Test
    void theContentsLeadToTheirSections() throws Exception {
        try (var document = Loader.loadPDF(PDF)) {
            assertThat(document.getPage(0).getAnnotations().stream().map(link -> link.getContents()))
                    .containsExactlyElementsOf(SECTIONS);
        }
    }

    @Test
    void twoReportsOnTheSameRunsHaveTheSameBytesAndAnotherDateChangesLittle() {
        assertThat(ReportFixture.write(ReportFixture.runs(), Format.PDF)).isEqualTo(PDF);
        byte[] later = ReportFixture.write(ReportFixture.runs(), Format.PDF, Paper.A4,
                Instant.parse("2026-11-24T12:00:00Z"));
        assertThat(PdfInspection.of(later).text().replace("24 November", "23 November")).isEqualTo(REPORT.text());
    }

    @Test
    void lettersEmojiRightToLeftControlCharactersAndMarkupGiveACorrectPage() {
        String hostile = "<script>alert(1)</script> \u05E9\u05DC\u05D5\u05DD \uD83D\uDE80 \u0000\u0007\tEnd \uD800 "
                + "\u201Cna\u00EFve\u201D \u2014 \u0141\u00F3d\u017A \u202Ereversed | \\ & \u4E2D\u6587 x"
                + "y".repeat(400);
        List<Sample> samples = IntStream.rangeClosed(1, 8)
                .mapToObj(row -> ComparedRuns.sample(row, "\u202EARTS & \uD83C\uDFA8" + row % 2, hostile, hostile,
                        hostile, 100 + row))
                .toList();
        List<MeasuredRun> runs = List.of(new MeasuredRun(ComparedRuns.finished("a", 1, "cache=none"), samples),
                new MeasuredRun(ComparedRuns.finished("b", 2, "cache=dynamic"), samples));
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(runs, Format.PDF));
        assertThat(pdf.missingGlyphs()).isEmpty();
        assertThat(pdf.outside()).isEmpty();
        assertThat(pdf.text()).contains("\uFFFD").contains("na\u00EFve").contains("\u0141\u00F3d\u017A");
        String html = new String(ReportFixture.write(runs, Format.HTML), StandardCharsets.UTF_8);
        assertThat(html).doesNotContain("<script")
                .contains("&lt;script&gt;")
                .doesNotContain("\u0000")
                .contains("\u05E9\u05DC\u05D5\u05DD");
        String markdown = new String(ReportFixture.write(runs, Format.MD), StandardCharsets.UTF_8);
        assertThat(markdown).doesNotContain("<script").contains("\\|");
    }

    @Test
    void allOfLatin1AndTypographicPunctuationIsPrinted() {
        String letters = IntStream.rangeClosed(0x21, 0xFF)
                .filter(point -> point < 0x7F || point > 0xA0)
                .filter(point -> point != 0xAD) // a soft hyphen is not printed where no line ends
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String text = letters
                + "\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u2039\u203A\u2013\u2014\u2026\u2022\u2020\u2021"
                + "\u20AC\u2122\u2030\u2212\u0152\u0153\u0160\u0178\u017D";
        List<MeasuredRun> runs = List.of(new MeasuredRun(ComparedRuns.finished("a", 1, "cache=none"),
                List.of(ComparedRuns.sample(1, "SCIENCE", "d", "actual", text, 100))));
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(runs, Format.PDF));
        assertThat(pdf.missingGlyphs()).isEmpty();
        assertThat(pdf.text()).doesNotContain("\uFFFD");
        assertThat(pdf.text().codePoints().boxed().toList())
                .containsAll(text.codePoints().boxed().toList());
    }

    @Test
    void oneRunWithOneSampleStillGivesAReport() {
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(List.of(new MeasuredRun(
                ComparedRuns.finished("one", 1, ""), ComparedRuns.samples(1, 1, 0, 1))), Format.PDF));
        assertThat(pdf.text()).contains("There is no run that can be compared with the baseline.")
                .contains("over 1 article of the sample news");
        assertThat(pdf.bookmarks()).contains("Executive summary", "Results", "Reproducibility");
    }

    @Test
    void twoHundredConfigurationsStayReadable() {
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(ReportFixture.many(200, 12), Format.PDF));
        assertThat(pdf.outside()).isEmpty();
        assertThat(pdf.pages()).isBetween(40, 120);
        assertThat(pdf.text()).contains("The first 32 of 200 runs").contains("The first 24 of 199 configurations");
    }

    @Test
    void madeUpWeightsAreReportedWithoutQuality() {
        List<MeasuredRun> shapes = ReportFixture.runs()
                .stream()
                .limit(4)
                .map(run -> new MeasuredRun(run.run().with(Map.of(Run.RANDOM_WEIGHTS_SEED, "1")), run.samples()))
                .toList();
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(shapes, Format.PDF));
        String text = pdf.text().replaceAll("\\s+", " ");
        assertThat(text).contains("Quality was not measured", "The weights were made up of a seed")
                .contains("Phase 1: now")
                .doesNotContain("shown to write worse headlines", "no loss shown", "Most different");
        assertThat(pdf.bookmarks()).contains("Results", "Improvement over the baseline", "Reproducibility")
                .doesNotContain("Categories", "Headlines side by side");
        assertThat(pdf.alternatives()).noneMatch(each -> each.startsWith("Mean ROUGE-1"));
    }

    @Test
    void headingsAreNumberedAndATableThatRunsOnSaysSo() {
        assertThat(REPORT.text()).contains("5 Results", "5.1 Latency and throughput", "1 Executive summary")
                .containsPattern("6 Improvement over the baseline");
        PdfInspection many = PdfInspection.of(ReportFixture.write(ReportFixture.many(60, 12), Format.PDF));
        assertThat(many.text()).containsPattern("Table \\d+, continued\\.");
    }

    @Test
    void theSeriesAddsOneChangeAtATimeFromTheBaselineOn() {
        assertThat(REPORT.alternatives()).filteredOn(text -> text.contains("from run to run"))
                .singleElement()
                .asString()
                .matches(".*1  float32, no cache: \\d+; 2  \\+ cache: dynamic: \\d+;"
                        + " 3  \\+ quantize: int4\\(group=32,head=false\\): \\d+\\.");
    }
}
