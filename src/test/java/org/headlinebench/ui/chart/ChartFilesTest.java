package org.headlinebench.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.SampleFigure;
import org.headlinebench.ui.theme.Theme;

class ChartFilesTest {
    private static final int ROWS = 30;

    @TempDir
    Path folder;
    private List<RunModel> runs;

    @BeforeEach
    void measure() {
        var experiment = Direct.experiment(new FakeBenchmark(Duration.ZERO));
        experiment.start(List.of("precision=float32", "precision=bfloat16")
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(),
                () -> Workloads.of(SampleNews.load(), RowSelection.range(1, ROWS), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
        runs = experiment.runs();
    }

    @Test
    void aPictureHasTwiceThePixelsAndTheRunsColoursOnTheThemesGround() throws Exception {
        for (Theme theme : Theme.values()) {
            LatencyChart chart = chart(LatencyChart.Shape.OVER_SAMPLES, theme);
            Path file = folder.resolve(theme + ".png");
            ChartFiles.writePng(chart.chart(), 400, 300, theme, file);
            var image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isEqualTo(800);
            assertThat(image.getHeight()).isEqualTo(600);
            Set<Integer> colours = new HashSet<>();
            for (int x = 0; x < 800; x++) {
                for (int y = 0; y < 600; y++) {
                    colours.add(image.getRGB(x, y) & 0xFFFFFF);
                }
            }
            for (RunModel run : runs) {
                assertThat(colours).contains(run.style().colour(theme).getRGB() & 0xFFFFFF);
            }
        }
    }

    @Test
    void aVectorPictureIsXmlWithTheAxesNamesAsText() throws Exception {
        Path file = folder.resolve("chart.svg");
        ChartFiles.writeSvg(chart(LatencyChart.Shape.DISTRIBUTION, Theme.LIGHT).chart(), 400, 300, Theme.LIGHT, file);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDocumentElement().getTextContent()).contains("E2E latency (ms)");
    }

    @Test
    void aPdfIsAPageOfTheChartsSizeWithTheAxesNamesAsText() throws Exception {
        Path file = folder.resolve("chart.pdf");
        ChartFiles.writePdf("Latency", chart(LatencyChart.Shape.DISTRIBUTION, Theme.DARK).chart(), 400, 300, Theme.DARK,
                file);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(400);
            assertThat(new PDFTextStripper().getText(document)).contains("E2E latency (ms)");
        }
    }

    @Test
    void theDataHasEverySampleOfEveryRun() throws Exception {
        LatencyChart chart = chart(LatencyChart.Shape.OVER_SAMPLES, Theme.LIGHT);
        Path file = folder.resolve("chart.csv");
        ChartFiles.writeCsv(chart.chart(), chart.data(runs), file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1 + 2 * ROWS);
        assertThat(lines.getFirst()).isEqualTo("configuration,sample,E2E latency (ms)");
        double first = runs.getFirst().values(SampleFigure.END_TO_END_MILLIS)[0];
        assertThat(lines.get(1)).isEqualTo("\"float32, dynamic cache\",1.0," + first);
    }

    @Test
    void theMarksOfTheDistributionStandAtThePercentilesAndSayWhichAreIndicative() {
        var plot = chart(LatencyChart.Shape.DISTRIBUTION, Theme.LIGHT).chart().getXYPlot();
        double[] values = runs.getFirst().values(SampleFigure.END_TO_END_MILLIS);
        for (int mark = 0; mark < 3; mark++) {
            int percent = new int[]{50, 90, 99}[mark];
            assertThat(plot.getDataset(1).getXValue(mark, 0)).isEqualTo(Percentiles.of(values, percent));
            assertThat(plot.getDataset(1).getYValue(mark, 0)).isEqualTo(percent / 100.0);
        }
        assertThat(plot.getRenderer(1).getToolTipGenerator(2, 0).generateToolTip(plot.getDataset(1), 2, 0))
                .contains("p99")
                .contains("indicative");
    }

    @Test
    void aFolderThatIsNotThereIsSaidInWords() {
        LatencyChart chart = chart(LatencyChart.Shape.HISTOGRAM, Theme.LIGHT);
        assertThatThrownBy(() -> ChartFiles.writePng(chart.chart(), 10, 10, Theme.LIGHT,
                folder.resolve("none/chart.png"))).isInstanceOf(UserError.class);
    }

    private LatencyChart chart(LatencyChart.Shape shape, Theme theme) {
        var chart = new LatencyChart();
        chart.show(shape);
        chart.update(runs, theme);
        return chart;
    }
}
