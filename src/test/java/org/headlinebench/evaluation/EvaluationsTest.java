package org.headlinebench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.benchmark.WorkerScoring;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.dataset.reader.SampleQuestions;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.evaluation.race.Passage;
import org.headlinebench.evaluation.race.RaceFiles;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.EvaluationFiles;
import org.headlinebench.optimization.Stack;
import org.headlinebench.worker.WorkerMain;

/**
 * Evaluations in a real worker on a tiny model, against lm-evaluation-harness's prompts and HF transformers' likelihoods
 * (fixture of {@code evaluation.py}).
 */
@Timeout(120)
@Order(24)
class EvaluationsTest {
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath();
    private static final JsonNode FIXTURE = fixture();

    @TempDir
    private Path folder;

    @Test
    void raceIsPromptedScoredAndChosenAsByTheHarness() {
        Evaluation evaluation = evaluations().multipleChoice(setup("precision=float32"), RaceFiles.own(), "all", false,
                (_, _) -> {}, new Cancellation());
        AccuracyResult result = evaluation.accuracy().orElseThrow();
        List<Passage> passages = RaceFiles.own().passages();
        int right = 0;
        for (int i = 0; i < passages.size(); i++) {
            JsonNode expected = FIXTURE.get("race").get(i);
            AccuracyResult.Item item = result.items().get(i);
            assertThat(passages.get(i).prompt()).isEqualTo(expected.get("prompt").stringValue());
            assertThat(item.answer()).isEqualTo(expected.get("answer").asInt());
            for (int option = 0; option < 4; option++) {
                assertThat(item.logLikelihoods().get(option))
                        .isCloseTo(expected.get("logLikelihoods").get(option).asDouble(), within(5e-3));
            }
            assertThat(item.chosen()).isEqualTo(expected.get("chosen").asInt());
            assertThat(item.chosenPerCharacter()).isEqualTo(expected.get("chosenPerCharacter").asInt());
            right += item.chosen() == item.answer() ? 1 : 0;
        }
        assertThat(result.accuracy().successes()).isEqualTo(right);
        assertThat(result.accuracy().trials()).isEqualTo(passages.size());
        assertThat(result.chance()).isEqualTo(0.25);
        assertThat(result.cutContexts()).isEqualTo((int) FIXTURE.get("race")
                .valueStream()
                .filter(passage -> passage.get("cut").asInt() > 0)
                .count());
        assertThat(new EvaluationFiles(folder.resolve("kept")).find(evaluation.id())).contains(evaluation);
        assertThat(evaluation.tag()).isEqualTo("measured");
        assertThat(evaluation.provenance()).containsKey("model.facts");
    }

    @Test
    void perplexityOfHeadlinesAndTextsIsThatOfTransformers() {
        List<NewsRow> rows = SampleNews.load().rows().subList(0, 6);
        PerplexityResult headlines = evaluations().headlinePerplexity(setup(""), "sample 1-6", "0".repeat(64), rows,
                PromptTemplate.REFERENCE, (_, _) -> {}, new Cancellation()).perplexity().orElseThrow();
        PerplexityResult texts = evaluations().textPerplexity(setup(""), "sample 1-6", "0".repeat(64), rows,
                (_, _) -> {}, new Cancellation()).perplexity().orElseThrow();
        assertPerplexity(headlines, "headline");
        assertPerplexity(texts, "text");
        assertThat(texts.bitsPerByte()).isPositive();
        assertThat(headlines.interval().orElseThrow().low()).isLessThan(headlines.perplexity());
    }

    @Test
    void aQuantizedModelIsScoredAsItRuns() {
        List<NewsRow> rows = SampleNews.load().rows().subList(0, 3);
        double plain = evaluations().textPerplexity(setup(""), "d", "s", rows, (_, _) -> {}, new Cancellation())
                .perplexity()
                .orElseThrow()
                .perplexity();
        Evaluation quantized = evaluations().textPerplexity(setup("quantize=int8"), "d", "s", rows, (_, _) -> {},
                new Cancellation());
        assertThat(quantized.perplexity().orElseThrow().perplexity()).isNotEqualTo(plain)
                .isCloseTo(plain, within(plain / 10));
        assertThat(quantized.provenance().get("model.facts")).contains("int8");
    }

    @Test
    void whatCannotBeScoredIsRefusedWithWords() {
        var cancelled = new Cancellation();
        cancelled.cancel();
        assertThatThrownBy(() -> evaluations().multipleChoice(setup(""), RaceFiles.own(), "all", false, (_, _) -> {},
                cancelled)).isInstanceOf(UserError.class).hasMessageContaining("cancelled");
        assertThatThrownBy(() -> evaluations().headlinePerplexity(setup(""), "d", "s", List.of(), PromptTemplate.CHAT,
                (_, _) -> {}, new Cancellation())).isInstanceOf(UserError.class).hasMessageContaining("chat prompt");
        assertThatThrownBy(() -> evaluations().multipleChoice(setup("quantize=int4(64)"), RaceFiles.own(), "all", false,
                (_, _) -> {}, new Cancellation())).isInstanceOf(UserError.class).hasMessageContaining("int4");
    }

    @Test
    void aDamagedFileHidesNoOtherEvaluation() throws IOException {
        Evaluation evaluation = evaluations().textPerplexity(setup(""), "d", "s",
                SampleNews.load().rows().subList(0, 1), (_, _) -> {}, new Cancellation());
        Files.writeString(folder.resolve("kept/qbroken.json"), "{");
        var store = new EvaluationFiles(folder.resolve("kept"));
        assertThat(store.list()).containsExactly(evaluation);
        assertThat(store.find("../kept/" + evaluation.id())).isEmpty();
    }

    @Test
    void theQuestionsOfTheProgramAreFortyNineRowsToWriteAbout() {
        assertThat(SampleQuestions.load().rows()).hasSize(49)
                .allSatisfy(row -> assertThat(PromptTemplate.QUESTION.render(row, text -> text))
                        .startsWith("Question: ")
                        .endsWith("?\nAnswer:"));
    }

    private static void assertPerplexity(PerplexityResult result, String kind) {
        double loss = 0;
        int tokens = 0;
        for (int i = 0; i < result.texts(); i++) {
            JsonNode expected = FIXTURE.get("perplexity").get(i).get(kind);
            assertThat(result.items().get(i).row()).isEqualTo(FIXTURE.get("perplexity").get(i).get("row").asInt());
            assertThat(result.items().get(i).tokens()).isEqualTo(expected.get("tokens").asInt());
            assertThat(result.items().get(i).logLikelihood()).isCloseTo(expected.get("logLikelihood").asDouble(),
                    within(1e-2));
            loss -= expected.get("logLikelihood").asDouble();
            tokens += expected.get("tokens").asInt();
        }
        assertThat(result.perplexity()).isCloseTo(Math.exp(loss / tokens), within(1e-3 * Math.exp(loss / tokens)));
    }

    private Evaluations evaluations() {
        var launcher = new WorkerLauncher(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                WorkerMain.class.getName(), "test"), Map.of(), folder.resolve("logs"));
        return new Evaluations(new WorkerScoring(launcher, (_, _, _) -> TINY, Map.of()),
                new EvaluationFiles(folder.resolve("kept")), Clock.systemUTC());
    }

    private static RunSetup setup(String stack) {
        return new RunSetup("tiny", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU));
    }

    private static JsonNode fixture() {
        try (InputStream in = EvaluationsTest.class.getResourceAsStream("/evaluation/scoring.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
