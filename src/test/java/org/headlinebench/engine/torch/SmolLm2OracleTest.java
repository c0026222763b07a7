package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFiles;

/** SmolLM2-135M-Instruct from its GGUF file against HF transformers in float32 (fixtures of {@code engine_smollm2.py}). */
class SmolLm2OracleTest {
    private static final Path REAL_ROWS = Path.of("../shared/data/news/huffpost_first1000.jsonl");
    private static Path gguf;
    private static Tokenizer tokenizer;

    @BeforeAll
    static void fetch() {
        gguf = DownloadedModel.smolLm2();
        tokenizer = HuggingFaceTokenizers.open(gguf);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void fiftySampleRowsGiveTheTokensAndLogitsOfTransformers() {
        compare(SampleNews.load(), "sample-news", "cache=dynamic", 50);
    }

    @ParameterizedTest
    @CsvSource({"none,4", "static,12"})
    void otherCachesGiveTheSameTokens(String cache, int rows) {
        compare(SampleNews.load(), "sample-news", "cache=" + cache, rows);
    }

    @Test
    @Tag("real-rows")
    void fiftyRealRowsGiveTheTokensAndLogitsOfTransformers() {
        compare(new DatasetReader(ReadOptions.DEFAULT).read(REAL_ROWS), "real-rows", "cache=dynamic", 50);
    }

    private static void compare(Dataset news, String fixture, String stack, int rows) {
        JsonNode expected = expected(fixture);
        Map<Integer, NewsRow> byNumber = new HashMap<>();
        news.rows().forEach(row -> byNumber.put(row.rowNumber(), row));
        int tokens = expected.get("maxNewTokens").asInt();
        int compared = 0;
        try (LanguageModel model = TorchLanguageModel.load(WeightFiles.open(gguf),
                Stack.parse("precision=float32," + stack, DeviceKind.CPU), 400, (_, _) -> {})) {
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
                assertThat(greedy(model, prompt, tokens)).as("row %s", row.get("row"))
                        .isEqualTo(ids(row.get("tokenIds")));
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(Math.min(rows, 48));
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
        int end = all.stream()
                .filter(tokenizer.eosTokenIds()::contains)
                .findFirst()
                .map(all::indexOf)
                .orElse(tokens - 1);
        return all.subList(0, end + 1);
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
