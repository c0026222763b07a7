package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.DownloadedModel;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.DatasetReader;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFiles;

/** SmolLM2-135M-Instruct from its GGUF file against HF transformers in float32 (fixtures of {@code engine_smollm2.py}). */
@Order(2)
class SmolLm2OracleTest {
    private static final Path REAL_ROWS = Path.of("../shared/data/news/huffpost_first1000.jsonl");
    private static Path gguf;
    private static Tokenizer tokenizer;
    /** One model per cache: loading takes longer than a headline. */
    private static final Map<String, LanguageModel> LOADED = new HashMap<>();

    @BeforeAll
    static void fetch() {
        gguf = DownloadedModel.smolLm2();
        tokenizer = HuggingFaceTokenizers.open(gguf);
    }

    @AfterAll
    static void close() {
        LOADED.values().forEach(LanguageModel::close);
        LOADED.clear();
        tokenizer.close();
    }

    @Test
    void sampleRowsGiveTheTokensAndLogitsOfTransformers() {
        compare(SampleNews.load(), "sample-news", "dynamic", 3);
    }

    /** All of them in batches of eight, which must not change a token either, in a third of the time. */
    @Test
    void fiftySampleRowsInBatchesGiveTheTokensOfTransformers() {
        JsonNode expected = expected("sample-news");
        Map<Integer, NewsRow> byNumber = byNumber(SampleNews.load());
        List<JsonNode> rows = expected.get("cases").valueStream().limit(50).toList();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(48);
        List<int[]> prompts = rows.stream()
                .map(row -> tokenizer.encode(PromptTemplate.REFERENCE
                        .render(byNumber.get(row.get("row").asInt()), message -> message)))
                .toList();
        List<List<Integer>> written = EngineOracleTest.greedyTogether(loaded("dynamic"), prompts,
                expected.get("maxNewTokens").asInt());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(ended(written.get(i))).as("row %s", rows.get(i).get("row"))
                    .isEqualTo(ids(rows.get(i).get("tokenIds")));
        }
    }

    @ParameterizedTest
    @CsvSource({"none,1", "static,3"})
    void otherCachesGiveTheSameTokens(String cache, int rows) {
        compare(SampleNews.load(), "sample-news", cache, rows);
    }

    @ParameterizedTest
    @CsvSource({"dynamic,4", "static,2", "none,1"})
    void promptLookupGivesTheSameTokens(String cache, int rows) {
        Speculation counts = speculate("prompt-lookup(ngram=3,tokens=8)", cache, rows);
        assertThat(counts.accepted()).isPositive();
        assertThat(counts.drafted()).isGreaterThan(counts.accepted());
    }

    @Test
    void sampledPromptLookupWritesTheTokensOfPlainSamplingWithTheSameSeed() {
        String sampling = "temperature=0.7,topK=50,topP=0.95,seed=5";
        String text = "Storm closes schools along the coast. ".repeat(4);
        long accepted = 0;
        LanguageModel model = loaded("dynamic");
        for (int stream = 0; stream < 2; stream++) {
            Generation plain = generator(model, Optional.empty(), decoding("sample(" + sampling + ")"), 30)
                    .generate(text, true, stream, () -> false);
            Generation looked = generator(model, Optional.empty(), decoding("prompt-lookup(3,8," + sampling + ")"), 30)
                    .generate(text, true, stream, () -> false);
            assertThat(looked.tokenIds()).isEqualTo(plain.tokenIds());
            accepted += looked.speculation().orElseThrow().accepted();
        }
        assertThat(accepted).isGreaterThan(5);
    }

    /** The draft is the same model in another precision: it mostly agrees, and proves more than it saves. */
    @Test
    void aDraftModelGivesTheSameTokensInAFractionOfThePasses() {
        Speculation counts = speculate("speculative(tokens=4,draftPrecision=bfloat16)", "dynamic", 2);
        assertThat(counts.acceptanceRate().orElseThrow()).isGreaterThan(0.7);
        assertThat(counts.tokensPerTargetPass().orElseThrow()).isGreaterThan(2.5);
    }

    @Test
    void whereTheTextRepeatsItsSourcePromptLookupTakesAtLeastAThirdFewerPasses() {
        String text = "The committee will publish its annual report on river pollution next Thursday morning. ";
        LanguageModel model = loaded("dynamic");
        Generation plain = generator(model, Optional.empty(), new Decoding.Greedy(), 40)
                .generate(text.repeat(3), true, 0, () -> false);
        Generation looked = generator(model, Optional.empty(), decoding("prompt-lookup(ngram=3,tokens=8)"), 40)
                .generate(text.repeat(3), true, 0, () -> false);
        assertThat(looked.tokenIds()).isEqualTo(plain.tokenIds());
        assertThat(looked.speculation().orElseThrow().tokensPerTargetPass().orElseThrow()).isGreaterThan(1.5);
    }

    @Test
    @Tag("real-rows")
    void fiftyRealRowsGiveTheTokensAndLogitsOfTransformers() {
        compare(new DatasetReader(ReadOptions.DEFAULT).read(REAL_ROWS), "real-rows", "dynamic", 50);
    }

    private static void compare(Dataset news, String fixture, String cache, int rows) {
        JsonNode expected = expected(fixture);
        Map<Integer, NewsRow> byNumber = byNumber(news);
        int tokens = expected.get("maxNewTokens").asInt();
        int compared = 0;
        LanguageModel model = loaded(cache);
        for (JsonNode row : expected.get("cases")) {
            if (compared++ == rows) {
                break;
            }
            String text = PromptTemplate.REFERENCE.render(byNumber.get(row.get("row").asInt()), message -> message);
            int[] prompt = tokenizer.encode(text);
            assertThat(prompt).as("row %s", row.get("row")).hasSize(row.get("promptTokens").asInt());
            if (row.has("logits")) {
                compareLogits(model, prompt, row.get("logits"), expected.get("everyLogit").asInt());
            }
            assertThat(greedy(model, prompt, tokens)).as("row %s", row.get("row")).isEqualTo(ids(row.get("tokenIds")));
        }
        assertThat(compared).isGreaterThanOrEqualTo(Math.min(rows, 48));
    }

    /** Generates as a run does, and compares with the fixture's tokens. */
    private static Speculation speculate(String text, String cache, int rows) {
        JsonNode expected = expected("sample-news");
        Map<Integer, NewsRow> byNumber = byNumber(SampleNews.load());
        Stack stack = Stack.parse("precision=float32,cache=" + cache + ",decoding=" + text, DeviceKind.CPU);
        List<Speculation> counts = new ArrayList<>();
        boolean drafts = stack.decoding() instanceof Decoding.Speculative;
        try (LanguageModel draft = drafts ? load(stack.ofDraft().text()) : null) {
            Generator generator = generator(loaded(cache), Optional.ofNullable(draft), stack.decoding(),
                    expected.get("maxNewTokens").asInt());
            for (int i = 0; i < rows; i++) {
                JsonNode row = expected.get("cases").get(i);
                String prompt = PromptTemplate.REFERENCE.render(byNumber.get(row.get("row").asInt()),
                        message -> message);
                Generation generation = generator.generate(prompt, true, 0, () -> false);
                assertThat(generation.tokenIds()).as("row %s", row.get("row")).isEqualTo(ids(row.get("tokenIds")));
                counts.add(generation.speculation().orElseThrow());
            }
        }
        return Speculation.sum(counts).orElseThrow();
    }

    private static Decoding decoding(String text) {
        return Stack.parse("decoding=" + text, DeviceKind.CPU).decoding();
    }

    private static LanguageModel loaded(String cache) {
        return LOADED.computeIfAbsent(cache, _ -> load("precision=float32,cache=" + cache));
    }

    private static LanguageModel load(String stack) {
        return TorchLanguageModel.load(WeightFiles.open(gguf), Stack.parse(stack, DeviceKind.CPU), 400, (_, _) -> {});
    }

    private static Generator generator(LanguageModel model, Optional<LanguageModel> draft, Decoding decoding,
            int tokens) {
        return new Generator(model, draft, Optional.empty(), tokenizer, decoding, new SpeculationOracleTest.StopAt(""),
                tokens);
    }

    private static void compareLogits(LanguageModel model, int[] prompt, JsonNode expected, int every) {
        try (TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
            float[] logits = sequence.logits(prompt);
            for (int i = 0; i < expected.size(); i++) {
                assertThat((double) logits[i * every]).isCloseTo(expected.get(i).asDouble(), Offset.offset(1e-3));
            }
        }
    }

    /** As {@code generate} does: the end-of-sequence token is the last one. */
    private static List<Integer> greedy(LanguageModel model, int[] prompt, int tokens) {
        List<Integer> all = EngineOracleTest.greedy(model, prompt, tokens);
        return ended(all);
    }

    private static List<Integer> ended(List<Integer> all) {
        int end = all.stream()
                .filter(tokenizer.eosTokenIds()::contains)
                .findFirst()
                .map(all::indexOf)
                .orElse(all.size() - 1);
        return all.subList(0, end + 1);
    }

    private static Map<Integer, NewsRow> byNumber(Dataset news) {
        Map<Integer, NewsRow> byNumber = new HashMap<>();
        news.rows().forEach(row -> byNumber.put(row.rowNumber(), row));
        return byNumber;
    }

    private static List<Integer> ids(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }

    private static JsonNode expected(String fixture) {
        try (InputStream in = SmolLm2OracleTest.class.getResourceAsStream("/engine/smollm2-" + fixture + ".json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
