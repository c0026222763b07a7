package org.headlinebench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.comparison.RunComparison.Refused;
import org.headlinebench.metrics.statistics.Verdict;

class ComparisonsTest {
    private static final MeasuredRun BASELINE = new MeasuredRun(ComparedRuns.finished("base", 1, "cache=none"),
            ComparedRuns.samples(50, 1, 0, 1));

    @Test
    void aRunThatTakesLessTimeOnEveryArticleIsFasterAndItsIntervalHoldsTheTruth() {
        Compared run = compared(new MeasuredRun(ComparedRuns.finished("fast", 2, "cache=dynamic"),
                ComparedRuns.samples(50, 0.5, 0, 2)));
        Effect latency = run.of(Metric.END_TO_END).orElseThrow();
        assertThat(latency.verdict()).contains(Verdict.FASTER);
        assertThat(latency.interval().orElseThrow().excludes(0.5)).isFalse();
        assertThat(run.of(Metric.ROUGE_1).orElseThrow().verdict()).contains(Verdict.NO_DIFFERENCE_SHOWN);
        assertThat(run.exactness().orElseThrow().identicalShare()).isEqualTo(1);
        assertThat(run.differences()).containsExactly(new Difference("cache", "none", "dynamic"));
        assertThat(run.isConfounded()).isFalse();
    }

    @Test
    void lostWordsAreWorseQuality() {
        Compared run = compared(new MeasuredRun(ComparedRuns.finished("worse", 2, "cache=none,precision=bfloat16"),
                ComparedRuns.samples(50, 1, 0.7, 3)));
        assertThat(run.of(Metric.ROUGE_1).orElseThrow().verdict()).contains(Verdict.WORSE);
        assertThat(run.exactness().orElseThrow().identicalShare()).isBetween(0.1, 0.5);
    }

    @Test
    void otherRowsAnotherPromptAndOtherSamplingAreRefusedWithTheReason() {
        Refused rows = refused(new MeasuredRun(ComparedRuns.finished("rows", 2, "", ComparedRuns.rows("1-10")),
                ComparedRuns.samples(10, 1, 0, 1)));
        assertThat(rows.reason()).contains("different rows (1-50 and 1-10)");
        var other = new WorkloadIdentity("sample", "ab", "1-50", 50, 0, "bare", "first-line/1", "newline/1",
                "refuse/1", 50, 1, "x");
        Refused prompt = refused(new MeasuredRun(ComparedRuns.finished("prompt", 2, "", other),
                ComparedRuns.samples(10, 1, 0, 1)));
        assertThat(prompt.reason()).contains("prompts differ (reference and bare)")
                .contains("limits differ (25 and 50)");
        Refused sampled = refused(new MeasuredRun(
                ComparedRuns.finished("sampled", 2, "decoding=sample(temperature=0.7)"),
                ComparedRuns.samples(50, 1, 0, 1)));
        assertThat(sampled.reason()).contains("choose tokens differently");
    }

    @Test
    void speculationIsNoOtherRuleOfChoosing() {
        assertThat(compared(new MeasuredRun(
                ComparedRuns.finished("lookup", 2, "cache=dynamic,decoding=prompt-lookup"),
                ComparedRuns.samples(50, 1, 0, 1))).isConfounded()).isTrue();
    }

    @Test
    void morePassesOverTheSameRowsAreComparedArticleByArticle() {
        var twice = new WorkloadIdentity("sample", "ab", "1-50", 50, 0, "reference", "first-line/1", "newline/1",
                "refuse/1", 25, 2, "two passes");
        List<Sample> once = ComparedRuns.samples(50, 1, 0, 1);
        List<Sample> both = IntStream.range(0, 100)
                .mapToObj(i -> again(once.get(i % 50), i + 1, 1 + i / 50))
                .toList();
        Compared run = compared(new MeasuredRun(ComparedRuns.finished("twice", 2, "cache=none", twice), both));
        assertThat(run.articles()).isEqualTo(50);
        assertThat(run.notes()).anyMatch(note -> note.contains("Same configuration twice"));
    }

    @Test
    void runsWithoutSamplesAndARunWithItselfAreRefused() {
        assertThat(refused(new MeasuredRun(ComparedRuns.failed("dead", 2, ""), List.of())).reason())
                .isEqualTo("Run dead has no samples: The worker died.");
        assertThat(refused(BASELINE).reason()).contains("itself");
    }

    @Test
    void oneArticleHasNumbersButNoVerdict() {
        Comparisons comparisons = Comparisons.of(
                new MeasuredRun(BASELINE.run(), ComparedRuns.samples(1, 1, 0, 1)),
                List.of(new MeasuredRun(ComparedRuns.finished("one", 2, ""), ComparedRuns.samples(1, 0.5, 0, 2))));
        Effect effect = comparisons.compared().getFirst().of(Metric.END_TO_END).orElseThrow();
        assertThat(effect.interval()).isEmpty();
        assertThat(ComparisonWords.verdict(effect)).isEqualTo("one article only");
        assertThat(ComparisonWords.sensitivity(effect)).startsWith("One article shows no difference");
    }

    @Test
    void amongManyRunsADifferenceMustBeClearerToGetAWord() {
        var small = new MeasuredRun(ComparedRuns.finished("small", 2, "cache=dynamic"),
                ComparedRuns.samples(50, 1, 0.08, 3));
        Effect alone = compared(small).of(Metric.ROUGE_1).orElseThrow();
        List<MeasuredRun> many = IntStream.range(0, 60)
                .mapToObj(i -> i == 0
                        ? small
                        : new MeasuredRun(ComparedRuns.finished("n" + i, i + 2, "cache=static"),
                                ComparedRuns.samples(50, 1, 0, 10 + i)))
                .toList();
        Effect among = Comparisons.of(BASELINE, many).compared().getFirst().of(Metric.ROUGE_1).orElseThrow();
        assertThat(alone.verdict()).contains(Verdict.WORSE);
        assertThat(among.interval()).isEqualTo(alone.interval());
        assertThat(among.verdict()).contains(Verdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void theSensitivitySentenceNamesASizeAndTheRowsForAFinerOne() {
        Effect effect = compared(new MeasuredRun(ComparedRuns.finished("worse", 2, "cache=none"),
                ComparedRuns.samples(50, 1, 0.5, 3))).of(Metric.ROUGE_1).orElseThrow();
        assertThat(ComparisonWords.sensitivity(effect))
                .matches("With 50 articles a difference of 0\\.0\\d+ ROUGE-1 would be seen \\(80 % power\\); for"
                        + " 0\\.0\\d+ you need about 4\\d\\d\\.");
    }

    @Test
    void theSameConfigurationTwiceGivesTheNoiseFloorAndSaysWhenTheMachineDrifted() {
        assertThat(ComparisonWords.notes(compared(new MeasuredRun(ComparedRuns.finished("again", 2, "cache=none"),
                ComparedRuns.samples(50, 1, 0, 2))))).anyMatch(note -> note.contains("alike within noise"));
        assertThat(ComparisonWords.notes(compared(new MeasuredRun(ComparedRuns.finished("again", 2, "cache=none"),
                ComparedRuns.samples(50, 1.2, 0, 2))))).anyMatch(note -> note.contains("The machine drifted"));
    }

    @Test
    void acrossBatchSizesThroughputIsToldApartFromLatency() {
        // 400 tokens in 20 seconds each.
        assertThat(compared(new MeasuredRun(ComparedRuns.finished("batched", 2, "cache=none,batching=static(8)"),
                ComparedRuns.samples(50, 4, 0, 2))).notes()).containsExactly(
                        "The runs batch differently: the latency of an article and the throughput of all are two things."
                                + " Throughput is 20.0 output tokens/s against the baseline's 20.0.");
    }

    @Test
    void theDocumentHoldsWhatIsCompared() {
        JsonNode document = new ObjectMapper().readTree(ComparisonDocument.of(Comparisons.of(BASELINE, List.of(
                new MeasuredRun(ComparedRuns.finished("fast", 2, "cache=dynamic"),
                        ComparedRuns.samples(50, 0.5, 0, 2)),
                new MeasuredRun(ComparedRuns.failed("dead", 3, ""), List.of())))));
        JsonNode first = document.get("comparisons").get(0);
        assertThat(document.get("version").asInt()).isEqualTo(1);
        assertThat(first.get("effects").get("endToEndMillis").get("verdict").asString()).isEqualTo("faster");
        assertThat(first.get("effects").get("rouge1F1").has("difference")).isTrue();
        assertThat(document.get("comparisons").get(1).get("comparable").asBoolean()).isFalse();
    }

    private static Compared compared(MeasuredRun run) {
        return (Compared) Comparisons.of(BASELINE, List.of(run)).runs().getFirst();
    }

    private static Refused refused(MeasuredRun run) {
        return (Refused) Comparisons.of(BASELINE, List.of(run)).runs().getFirst();
    }

    private static Sample again(Sample sample, int position, int pass) {
        return new Sample(position, sample.row(), pass, sample.category(), sample.description(),
                sample.actualHeadline(), sample.headline(), sample.continuation(), sample.finishReason(),
                sample.promptTokens(), sample.cutWords(), sample.tokenIds(), sample.times(), sample.rouge(),
                sample.speculation());
    }
}
