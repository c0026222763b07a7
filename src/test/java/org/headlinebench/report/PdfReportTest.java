package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

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
    void oneRunWithOneSampleStillGivesAReport() {
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(List.of(new MeasuredRun(
                ComparedRuns.finished("one", 1, ""), ComparedRuns.samples(1, 1, 0, 1))), Format.PDF));
        assertThat(pdf.text()).contains("There is no run that can be compared with the baseline.")
                .contains("over 1 article of sample");
        assertThat(pdf.bookmarks()).contains("Executive summary", "Results", "Reproducibility");
    }

    @Test
    void twoHundredConfigurationsStayReadable() {
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(ReportFixture.many(200, 12), Format.PDF));
        assertThat(pdf.outside()).isEmpty();
        assertThat(pdf.pages()).isBetween(40, 120);
        assertThat(pdf.text()).contains("The first 32 of 200 runs").contains("The first 24 of 199 configurations");
    }

    /** In processor time on two cores, of which nearly all is spent side by side: a clock would measure other programs. */
    @Test
    void aReportOnFiftyRunsOfAThousandSamplesTakesLessThanTenSeconds() {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<MeasuredRun> runs = ReportFixture.many(50, 1000);
        long start = process.getProcessCpuTime();
        assertThat(ReportFixture.write(runs, Format.PDF)).isNotEmpty();
        assertThat((process.getProcessCpuTime() - start) / 2e9).as("seconds").isLessThan(10);
    }
}
