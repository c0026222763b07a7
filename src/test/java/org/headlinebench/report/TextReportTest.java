package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.report.ReportFile.Format;

class TextReportTest {
    private static final String HTML = text(Format.HTML);
    private static final String MARKDOWN = text(Format.MD);

    @Test
    void htmlIsOneWellFormedFileThatNeedsNothingElse() throws Exception {
        assertThat(HTML).doesNotContain("src=").doesNotContain("@import").doesNotContain("http://localhost");
        String xml = HTML.replace("<!DOCTYPE html>\n", "")
                .replace("<meta charset=\"utf-8\">", "")
                .replace("<meta name=\"viewport\" content=\"width=device-width\">", "");
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(16);
    }

    @Test
    void bothSayTheSameSentencesAsThePdf() {
        String pdf = squeezed(PdfInspection.of(ReportFixture.write(ReportFixture.runs(), Format.PDF)).text());
        for (String sentence : List.of("Quality lost: 1 configuration is shown to write worse headlines",
                "Gain is large from 30 % less latency shown or half the memory")) {
            assertThat(pdf).contains(sentence);
            assertThat(squeezed(HTML)).contains(sentence);
            assertThat(squeezed(MARKDOWN)).contains(sentence);
        }
    }

    @Test
    void everyTableOfMarkdownHasAsManyCellsInEachRow() {
        List<String> rows = MARKDOWN.lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).hasSizeGreaterThan(50);
        int expected = 0;
        for (int i = 0; i < rows.size(); i++) {
            int cells = rows.get(i).replace("\\|", "").split("\\|", -1).length;
            boolean header = i + 1 < rows.size() && rows.get(i + 1).startsWith("| ---");
            expected = header ? cells : expected;
            assertThat(cells).as(rows.get(i)).isEqualTo(expected);
        }
    }

    @Test
    void runsWithoutAnySampleAreRefusedWithAMessage() {
        var dead = new MeasuredRun(ComparedRuns.failed("dead", 1, ""), List.of());
        assertThatThrownBy(() -> Evidence.of(List.of(dead), Prices.NONE)).isInstanceOf(UserError.class)
                .hasMessage("The run has no sample.");
    }

    private static String text(Format format) {
        return new String(ReportFixture.write(ReportFixture.runs(), format), StandardCharsets.UTF_8);
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\s\\u00a0]+", " ");
    }
}
