package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.DownloadedModel;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFiles;

/** SmolLM2-135M-Instruct, quantized, against HF transformers in float32 (fixtures of {@code engine_smollm2.py}). */
@Order(21)
class QuantizedSmolLm2Test {
    private static final int ROWS = 8;
    private static final int CONTEXT = 400;
    private static Path gguf;

    @BeforeAll
    static void fetch() {
        gguf = DownloadedModel.smolLm2();
    }

    /**
     * Greedy decoding never returns to a text that it has left, so tokens count until the first that differs; bfloat16
     * without quantization has 64 % of them. Layers whose stored codes are kept lose nothing but the scales' last bits.
     */
    @ParameterizedTest
    @CsvSource({"quantize=int8,0.4,2", "quantize=int4,0.75,5"})
    void headlinesRemainThoseOfFloat32InTheStatedShare(String quantize, double tokenFloor, int identicalFloor) {
        Stack stack = Stack.parse("precision=float32," + quantize, DeviceKind.CPU);
        JsonNode expected = expected();
        List<NewsRow> news = SampleNews.load().rows();
        int same = 0;
        int all = 0;
        int identical = 0;
        try (Tokenizer tokenizer = HuggingFaceTokenizers.open(gguf);
                LanguageModel model = TorchLanguageModel.load(WeightFiles.open(gguf), stack, CONTEXT, (_, _) -> {})) {
            List<int[]> prompts = IntStream.range(0, ROWS)
                    .map(i -> expected.get("cases").get(i).get("row").asInt())
                    .mapToObj(
                            number -> news.stream().filter(one -> one.rowNumber() == number).findFirst().orElseThrow())
                    .map(row -> tokenizer.encode(PromptTemplate.REFERENCE.render(row, message -> message)))
                    .toList();
            List<List<Integer>> written = EngineOracleTest.greedyTogether(model, prompts,
                    expected.get("maxNewTokens").asInt());
            for (int i = 0; i < ROWS; i++) {
                List<Integer> ids = expected.get("cases")
                        .get(i)
                        .get("tokenIds")
                        .valueStream()
                        .map(JsonNode::asInt)
                        .toList();
                int common = 0;
                while (common < ids.size() && ids.get(common).equals(written.get(i).get(common))) {
                    common++;
                }
                same += common;
                all += ids.size();
                identical += common == ids.size() ? 1 : 0;
            }
        }
        assertThat((double) same / all).isGreaterThan(tokenFloor);
        assertThat(identical).isGreaterThanOrEqualTo(identicalFloor);
    }

    /** The file stores its layers in four bits in groups of 32 and the embedding in eight. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"quantize=int4(32)|210|210", "quantize=int4(32,head=true)|211|210",
        "quantize=int4(64)|210|0", "quantize=int8(head=true)|211|0",
        "quantize=nf4|210|0", "quantize=fp4(double=true,compute=float32)|210|0", "quantize=int8-dynamic|210|0"})
    void measuredBytesAreTheEstimatedOnesAndMatchingCodesAreTakenOver(String quantize, int quantized, int repacked) {
        Stack stack = Stack.parse("precision=bfloat16," + quantize, DeviceKind.CPU);
        try (LanguageModel model = TorchLanguageModel.load(WeightFiles.open(gguf), stack, CONTEXT, (_, _) -> {})) {
            Footprint estimate = Footprint.of(model.configuration(), java.util.Optional.empty(), stack, DeviceKind.CPU,
                    CONTEXT);
            assertThat(model.facts().weightsBytes()).isEqualTo(estimate.weightsBytes());
            assertThat(model.facts().headCopyBytes()).isEqualTo(estimate.headCopyBytes());
            assertThat(model.facts().quantizedModules()).isEqualTo(quantized);
            assertThat(model.facts().repackedModules()).isEqualTo(repacked);
        }
    }

    private static JsonNode expected() {
        try (InputStream in = QuantizedSmolLm2Test.class.getResourceAsStream("/engine/smollm2-sample-news.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
