package org.headlinebench.experiment.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.yaml.InvalidYaml;

/** The reference's tables as data. */
class ReferenceExperimentsTest {
    /** What stacks of the tables ask for and this version may lack; all else must be readable. */
    private static final List<String> TO_COME = List.of("'topology' is not an axis");
    private final ReferenceExperiments references = ReferenceExperiments.load();

    @Test
    void everyPresetParsesUnlessItAsksForAnAxisOrChoiceThatIsStillToCome() {
        List<String> parsing = new ArrayList<>();
        for (ReferenceExperiment experiment : references.all()) {
            for (ReferenceRow row : experiment.rows()) {
                String name = experiment.id() + "/" + row.name();
                Throwable refused = catchThrowable(() -> Stack.parse(row.stack().text(), DeviceKind.CPU));
                if (refused == null) {
                    parsing.add(name);
                } else {
                    assertThat(TO_COME).as(name + ": " + refused.getMessage())
                            .anyMatch(refused.getMessage()::contains);
                }
            }
        }
        assertThat(parsing).contains("reference-1/baseline", "reference-1/kv-caching", "reference-1/magnitude-pruning",
                "reference-1/8-bit", "reference-1/4-bit", "reference-1/speculative", "reference-1/target",
                "reference-2/baseline", "reference-2/kv-caching", "reference-2/magnitude-pruning", "reference-2/8-bit",
                "reference-2/4-bit", "reference-2/speculative", "reference-2/target", "fastllama/bf16", "guide/bf16",
                "guide/w4a16", "guide/w8a8", "report/baseline", "report/kv", "report/4-bit", "report/pruning",
                "report/speculative", "report/kv-4bit", "report/4bit-pruning", "report/speculative-kv-4bit",
                "report/kv-4bit-pruning");
    }

    @Test
    void theTablesHaveAllRowsAndTheFirstIsTheBaseline() {
        assertThat(references.all()).extracting(experiment -> experiment.id() + " " + experiment.rows().size())
                .containsExactly("reference-1 9", "reference-2 9", "fastllama 5", "guide 11", "report 11");
        ReferenceRow cached = references.find("reference-2").orElseThrow().rows().get(1);
        assertThat(cached.published()).isEqualTo(Map.of(PublishedFigure.MEAN_SECONDS, 0.712,
                PublishedFigure.MAX_SECONDS, 0.744, PublishedFigure.SAMPLES_PER_SECOND, 1.404,
                PublishedFigure.PEAK_MEBIBYTES, 2372.75, PublishedFigure.ROUGE_1, 0.196, PublishedFigure.ROUGE_2, 0.073,
                PublishedFigure.ROUGE_L, 0.175, PublishedFigure.ROUGE_LSUM, 0.175));
    }

    @Test
    void publishedThroughputIsTheInverseOfPublishedLatencyAsItWasComputedThere() {
        for (String table : List.of("reference-1", "reference-2")) {
            for (ReferenceRow row : references.find(table).orElseThrow().rows()) {
                if (!row.published().isEmpty()) {
                    double mean = row.published().get(PublishedFigure.MEAN_SECONDS);
                    assertThat(row.published().get(PublishedFigure.SAMPLES_PER_SECOND)).as(row.title())
                            .isBetween(0.98 / mean, 1.02 / mean);
                    assertThat(row.published().get(PublishedFigure.MAX_SECONDS)).isGreaterThan(mean);
                }
            }
        }
    }

    @Test
    void aPresetIsFoundByItsFullNameOrByItsOwn() {
        assertThat(references.preset("kv-caching").name()).isEqualTo("reference-2/kv-caching");
        assertThat(references.preset("reference-1/kv-caching").workload().maxNewTokens()).isEqualTo(50);
        assertThat(references.preset("w4a16").stack()).contains("nf4(double=true");
        assertThatThrownBy(() -> references.preset("kv-cashing")).isInstanceOf(UserError.class)
                .extracting(error -> ((UserError) error).remedy())
                .asString()
                .contains("kv-caching");
        assertThatThrownBy(() -> references.preset("bf16")).hasMessageContaining("Several tables");
    }

    @Test
    void theReferencesPlain4BitIsFp4WithFloat32Compute() {
        Stack stack = Stack.parse(references.preset("4-bit").stack(), DeviceKind.CPU);
        assertThat(stack.text())
                .isEqualTo(
                        "precision=bfloat16,quantize=fp4(double=false,compute=float32),cache=dynamic,decoding=greedy");
    }

    @Test
    void aSeriesAddsOneAxisAtATime() {
        ReferenceExperiment report = references.find("report").orElseThrow();
        for (List<String> series : report.series()) {
            List<Stack> stacks = series.stream()
                    .map(name -> report.rows().stream().filter(row -> row.name().equals(name)).findFirst())
                    .map(row -> row.orElseThrow().stack().text())
                    .filter(text -> !text.contains("topology"))
                    .map(text -> Stack.parse(text, DeviceKind.CPU))
                    .toList();
            for (int i = 1; i < stacks.size(); i++) {
                assertThat(stacks.get(i).differencesTo(stacks.get(i - 1))).as("%s", series).hasSize(1);
            }
        }
    }

    @Test
    void aRowThatNamesNoKnownFlagOrFigureIsRefusedWithItsLine() {
        String yaml = """
                version: 1
                flags: {late: too late}
                experiments:
                  - id: a
                    title: b
                    setting: c
                    workload: {rows: 1-2}
                    rows:
                      - {name: x, title: x, stack: nonsense, published: {meanSecond: 1}, flags: [latee]}
                """;
        assertThatThrownBy(() -> ReferenceExperiments.parse("t.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidYaml.class)
                .hasMessageContaining("t.yaml:9")
                .hasMessageContaining("did you mean 'meanSeconds'?")
                .hasMessageContaining("did you mean 'late'?");
    }
}
