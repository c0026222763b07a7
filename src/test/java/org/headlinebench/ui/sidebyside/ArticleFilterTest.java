package org.headlinebench.ui.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;

class ArticleFilterTest {
    /** The test double's 16-bit runs differ in every seventh row. */
    private static final int ROWS = 21;
    private SideBySideModel model;

    @BeforeEach
    void measure() {
        var experiment = Direct.experiment(new FakeBenchmark(Duration.ZERO));
        model = new SideBySideModel(experiment);
        experiment.start(List.of("precision=float32", "precision=bfloat16")
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(),
                () -> Workloads.of(SampleNews.load(), RowSelection.range(1, ROWS), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
    }

    @Test
    void articlesWhoseHeadlinesDifferFromTheFirstRunsAreFoundAndReachedByOneKey() {
        model.filter(new ArticleFilter("", "", ArticleFilter.Kind.DIFFERENT));
        assertThat(rows()).containsExactly(7, 14, 21);
        model.filter(ArticleFilter.ALL);
        assertThat(model.nextDifference(-1)).isEqualTo(6);
        assertThat(model.nextDifference(6)).isEqualTo(13);
        assertThat(model.nextDifference(20)).isEqualTo(-1);
    }

    @Test
    void wordsAreFoundInArticlesAndInHeadlinesAndACategoryNarrows() {
        model.filter(new ArticleFilter("ICE cream", "", ArticleFilter.Kind.ALL));
        assertThat(rows()).contains(4).hasSizeLessThan(ROWS);
        model.filter(new ArticleFilter("ice cream", "SPORTS", ArticleFilter.Kind.ALL));
        assertThat(rows()).isEmpty();
        model.filter(new ArticleFilter("", "SPORTS", ArticleFilter.Kind.ALL));
        assertThat(model.shown()).isNotEmpty().allMatch(row -> row.article().category().equals("SPORTS"));
    }

    @Test
    void nothingSharedShowsWhatRougeGivesZero() {
        model.filter(new ArticleFilter("", "", ArticleFilter.Kind.NOTHING_SHARED));
        assertThat(model.shown()).isNotEmpty()
                .hasSizeLessThan(ROWS)
                .allMatch(row -> IntStream.rangeClosed(1, 2)
                        .anyMatch(run -> row.sample(run).get().orElseThrow().rouge().rouge1().f1() == 0));
    }

    @Test
    void theWorstComeFirstAndTheRowsOrderComesBack() {
        model.order(ArticleOrder.WORST_ROUGE);
        assertThat(model.shown()).extracting(row -> IntStream.rangeClosed(1, 2)
                .mapToDouble(run -> row.sample(run).get().orElseThrow().rouge().rouge1().f1())
                .min()
                .orElseThrow())
                .isSortedAccordingTo(Comparator.naturalOrder());
        model.order(ArticleOrder.SLOWEST);
        assertThat(rows()).doesNotHaveDuplicates().hasSize(ROWS);
        model.order(ArticleOrder.ROW);
        assertThat(rows()).isSorted();
    }

    @Test
    void whatIsShownIsExportedAsItIsFilteredAndOrdered(@TempDir Path folder) throws IOException {
        model.filter(new ArticleFilter("", "", ArticleFilter.Kind.DIFFERENT));
        Path file = folder.resolve("headlines.csv");
        model.export(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).endsWith("bfloat16, dynamic cache: outputTokens\"");
        assertThat(lines.subList(1, 4)).extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("7", "14", "21");
    }

    private List<Integer> rows() {
        return model.shown().stream().map(row -> row.article().rowNumber()).toList();
    }
}
