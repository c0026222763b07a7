package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.StreamedLayers;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;

/** Layers that come from the mapped file for each pass; on small random models of three layers in float32. */
class OffloadedLayersTest {
    @ParameterizedTest
    @CsvSource({"llama,1,dynamic", "llama,2,none", "llama,3,static", "mistral,2,paged(4)", "qwen2,3,dynamic",
        "llama3,1,sliding(70)", "smollm2,3,none"})
    void tokensAreThoseOfTransformersHoweverManyLayersStayOnTheHost(String family, int layers, String cache) {
        try (LanguageModel model = EngineOracleTest.load(family,
                "precision=float32,cache=" + cache + ",placement=offload(" + layers + ")")) {
            for (JsonNode expected : EngineOracleTest.expected(family).get("cases")) {
                assertThat(EngineOracleTest.greedy(model, EngineOracleTest.ids(expected.get("prompt")), 25))
                        .isEqualTo(Arrays.stream(EngineOracleTest.ids(expected.get("greedy"))).boxed().toList());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"float32", "bfloat16", "float16"})
    void logitsAreTheSameNumbersInEveryPrecision(String precision) {
        for (String family : new String[]{"qwen2", "llama"}) {
            try (LanguageModel all = EngineOracleTest.load(family, "precision=" + precision);
                    LanguageModel few = EngineOracleTest.load(family,
                            "precision=" + precision + ",placement=offload(2)");
                    TokenSequence expected = all.open(20, new Decoding.Greedy(), 0);
                    TokenSequence actual = few.open(20, new Decoding.Greedy(), 0)) {
                assertThat(actual.logits(5, 6, 7)).isEqualTo(expected.logits(5, 6, 7));
                assertThat(actual.logits(8)).isEqualTo(expected.logits(8));
            }
        }
    }

    @Test
    void weightsInMemoryFallByTheLayersOnTheHostAndThoseAreMovedInEachPass() {
        for (String family : new String[]{"llama", "qwen2"}) {
            Stack stack = Stack.parse("precision=bfloat16,placement=offload(2)", DeviceKind.CPU);
            try (LanguageModel all = EngineOracleTest.load(family, "precision=bfloat16");
                    LanguageModel few = EngineOracleTest.load(family, stack.text())) {
                long moved = 2 * all.configuration().parameterCount().layer() * 2;
                assertThat(few.facts().weightsBytes()).isEqualTo(all.facts().weightsBytes() - moved)
                        .isEqualTo(Footprint.of(few.configuration(), Optional.empty(), stack, DeviceKind.CPU, 50)
                                .weightsBytes());
                assertThat(few.facts().readBytes()).isEqualTo(all.facts().readBytes());
                long held = few.facts().bytesByType().values().stream().mapToLong(Long::longValue).sum();
                assertThat(held).as("measured on the tensors")
                        .isEqualTo(all.facts().bytesByType().values().stream().mapToLong(Long::longValue).sum()
                                - moved);
                assertThat(all.streamed()).isEmpty();
                assertThat(few.streamed()).contains(new StreamedLayers(2, 3, 0, 0));
                EngineOracleTest.greedy(few, new int[]{5, 6, 7}, 4);
                assertThat(few.streamed()).contains(new StreamedLayers(2, 3, 4 * moved, 4));
                assertThat(few.streamed().orElseThrow().line())
                        .isEqualTo("placement 2 of 3 layers on host, " + moved
                                + " bytes moved per pass, measured over 4 passes");
            }
        }
    }
}
