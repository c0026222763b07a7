package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Offloading;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;

/** All choices of the axes that change where keys, values and weights lie and what multiplies them, with one another. */
class AxisCombinationsTest {
    private static final JsonNode CASE = EngineOracleTest.expected("llama").get("cases").get(2);

    static List<String> caches() {
        return Axis.CACHE.choices();
    }

    /** With their default parameters all caches keep the few tokens of this text as they are. */
    @ParameterizedTest
    @MethodSource("caches")
    void everyCacheRunsWithEveryKernelAndPlacementOrIsRefusedWithOneThatDoes(String cache) {
        List<String> refused = new ArrayList<>();
        for (String attention : Axis.ATTENTION.choices()) {
            for (String placement : Axis.PLACEMENT.choices()) {
                Stack asked = Stack.parse(
                        "cache=" + cache + ",attention=" + attention + ",placement=" + placement, DeviceKind.CPU);
                try (LanguageModel shape = EngineOracleTest.load("llama", "")) {
                    Stack runs = asked;
                    Optional<String> offered = offered(runs, shape);
                    while (offered.isPresent()) {
                        refused.add(attention);
                        runs = Stack.parse(offered.get(), DeviceKind.CPU);
                        offered = offered(runs, shape);
                    }
                    Stack fitted = Offloading.fit(runs, shape.configuration(), 100, 1);
                    try (LanguageModel model = EngineOracleTest.load("llama", fitted.text())) {
                        assertThat(model.streamed().isPresent()).isEqualTo(placement.equals("offload"));
                        assertThat(EngineOracleTest.greedy(model, EngineOracleTest.ids(CASE.get("prompt")), 12))
                                .as(fitted.text())
                                .isEqualTo(Arrays.stream(EngineOracleTest.ids(CASE.get("greedy")))
                                        .boxed()
                                        .limit(12)
                                        .toList());
                    }
                }
            }
        }
        // No family has layers of both kinds; and memory-efficient attention is for GPUs.
        int kernels = Axis.ATTENTION.choices().size();
        assertThat(refused).as("refused at least once").hasSize(cache.equals("hybrid") ? 2 * kernels + 2 : 2);
    }

    private static Optional<String> offered(Stack stack, LanguageModel model) {
        try {
            StackRules.check(stack, DeviceKind.CPU, model.configuration());
            return Optional.empty();
        } catch (UserError refusal) {
            return Optional.of(refusal.remedy().replaceAll("Nearest stack that runs: (.*)\\.", "$1"));
        }
    }
}
