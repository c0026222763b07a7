package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.content.Report;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.document.Document;

class ChartFilesTest {
    private static final Document DOCUMENT = Report.of(Evidence.of(ReportFixture.runs(), Prices.NONE), Addenda.NONE,
            new ReportSettings(ScenarioFile.bundled(), Prices.NONE, Optional.empty(), OptionalLong.empty(), "test",
                    ReportFixture.AT));

    @TempDir
    Path folder;

    @Test
    void eachFigureIsASvgAVectorPdfAndAPictureOfTwoPixelsAPoint() throws Exception {
        List<Path> files = ChartFiles.write(DOCUMENT, folder.resolve("charts"));
        assertThat(files).hasSize(12).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(files.getFirst().getFileName()).hasToString("1-mean-e2e-latency-with.svg");
        var svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(files.getFirst().toFile());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        PdfInspection pdf = PdfInspection.of(Files.readAllBytes(files.get(1)));
        assertThat(pdf.images()).isZero();
        assertThat(pdf.allEmbedded()).isTrue();
        assertThat(pdf.outside()).isEmpty();
        assertThat(pdf.text()).contains("E2E latency, ms");
        BufferedImage picture = ImageIO.read(files.get(2).toFile());
        assertThat(picture.getWidth()).isEqualTo(1064);
    }

    @Test
    void aFolderThatIsAFileIsRefusedInWords() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> ChartFiles.write(DOCUMENT, file)).isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be written");
    }
}
