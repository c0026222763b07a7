package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFiles;

/** The engine against HF transformers in float32 on small random models (fixtures of {@code engine_tiny.py}). */
class EngineOracleTest {
    private static final double LOGIT_TOLERANCE = 1e-3;

    @ParameterizedTest
    @CsvSource({"llama,none", "llama,dynamic", "llama,static", "llama3,none", "llama3,dynamic", "llama3,static",
        "smollm2,none", "smollm2,dynamic", "smollm2,static", "mistral,none", "mistral,dynamic", "mistral,static",
        "qwen2,none", "qwen2,dynamic", "qwen2,static", "opt,none", "opt,dynamic", "opt,static"})
    void everyFamilyWritesTheTokensOfTransformersWithEveryCache(String family, String cache) {
        try (LanguageModel model = load(family, "precision=float32,cache=" + cache)) {
            for (JsonNode expected : expected(family).get("cases")) {
                int[] prompt = ids(expected.get("prompt"));
                try (TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
                    assertLogits(sequence.logits(prompt), expected.get("logits"));
                }
                assertThat(greedy(model, prompt, 25)).as("prompt of %d tokens", prompt.length)
                        .containsExactly(boxed(ids(expected.get("greedy"))));
            }
        }
    }

    /** The bound is 2 because rounding grows chaotically in random models: four prompts give a wide spread. */
    @ParameterizedTest
    @CsvSource({"llama,bfloat16", "qwen2,bfloat16", "opt,bfloat16", "llama3,float16", "mistral,float16", "opt,float16"})
    void halfPrecisionIsAsNearToFloat32AsTransformersIsInThatPrecision(String family, String precision) {
        double ours = 0;
        double theirs = 0;
        try (LanguageModel model = load(family, "precision=" + precision)) {
            for (JsonNode expected : expected(family).get("cases")) {
                int[] prompt = ids(expected.get("prompt"));
                try (TokenSequence sequence = model.open(prompt.length, new Decoding.Greedy(), 0)) {
                    ours += squaredRelativeError(sequence.logits(prompt), expected.get("logits"));
                }
                theirs += Math.pow(expected.get(precision + "Error").asDouble(), 2);
            }
        }
        assertThat(Math.sqrt(ours)).isLessThan(2 * Math.sqrt(theirs));
    }

    static LanguageModel load(String family, String stack) {
        return TorchLanguageModel.load(WeightFiles.open(resource(family)), Stack.parse(stack, DeviceKind.CPU), 100,
                (_, _) -> {});
    }

    /** The same of several prompts, eight at a time, all written to the end. */
    static List<List<Integer>> greedyTogether(LanguageModel model, List<int[]> prompts, int tokens) {
        var all = new ArrayList<List<Integer>>();
        for (int from = 0; from < prompts.size(); from += 8) {
            List<int[]> fed = prompts.subList(from, Math.min(prompts.size(), from + 8));
            List<TokenSequence> open = fed.stream()
                    .map(prompt -> model.open(prompt.length + tokens, new Decoding.Greedy(), 0))
                    .toList();
            List<List<Integer>> written = open.stream().map(_ -> (List<Integer>) new ArrayList<Integer>()).toList();
            for (int step = 0; step < tokens; step++) {
                int[] chosen = model.nextOfEach(open, fed);
                for (int i = 0; i < chosen.length; i++) {
                    written.get(i).add(chosen[i]);
                }
                fed = Arrays.stream(chosen).mapToObj(token -> new int[]{token}).toList();
            }
            open.forEach(TokenSequence::close);
            all.addAll(written);
        }
        return all;
    }

    /** The draft that comes with the program: its columns divide into every group. */
    static LanguageModel loadDraft(Stack stack) {
        return TorchLanguageModel.load(WeightFiles.open(Path.of("resources/models/headline-draft.gguf")), stack, 100,
                (_, _) -> {});
    }

    static List<Integer> greedy(LanguageModel model, int[] prompt, int tokens) {
        var chosen = new ArrayList<Integer>();
        try (TokenSequence sequence = model.open(prompt.length + tokens, new Decoding.Greedy(), 0)) {
            int token = sequence.next(prompt);
            chosen.add(token);
            while (chosen.size() < tokens) {
                token = sequence.next(token);
                chosen.add(token);
            }
        }
        return chosen;
    }

    private static void assertLogits(float[] actual, JsonNode expected) {
        assertThat(actual.length).isEqualTo(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).as("logit %d", i)
                    .isCloseTo(expected.get(i).asDouble(), org.assertj.core.data.Offset.offset(LOGIT_TOLERANCE));
        }
    }

    private static double squaredRelativeError(float[] actual, JsonNode expected) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow(actual[i] - expected.get(i).asDouble(), 2);
            size += Math.pow(expected.get(i).asDouble(), 2);
        }
        return difference / size;
    }

    static JsonNode expected(String family) {
        try (InputStream in = EngineOracleTest.class.getResourceAsStream("/engine/" + family + "/expected.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static int[] ids(JsonNode array) {
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).asInt();
        }
        return ids;
    }

    private static Integer[] boxed(int[] ids) {
        return java.util.Arrays.stream(ids).boxed().toArray(Integer[]::new);
    }

    static Path resource(String family) {
        try {
            return Path.of(EngineOracleTest.class.getResource("/engine/" + family).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
