package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ModuleSparsity;

/** Whole models with pruned weights: small random ones. */
class PrunedModelTest {
    private static final int[] PROMPT = {1, 17, 45, 99, 130, 7, 12, 88, 5};

    @Test
    void theReferencesSettingZeroesHalfOfTheMlpsOfTheFirstLayersAndNothingElse() {
        try (LanguageModel model = EngineOracleTest.load("llama",
                "prune=l1-unstructured(0.5,layers=0-1,modules=mlp)")) {
            List<ModuleSparsity> sparsity = model.facts().sparsity();
            assertThat(sparsity).extracting(ModuleSparsity::module)
                    .containsExactly("model.layers.0.mlp.gate_proj", "model.layers.0.mlp.up_proj",
                            "model.layers.0.mlp.down_proj", "model.layers.1.mlp.gate_proj",
                            "model.layers.1.mlp.up_proj", "model.layers.1.mlp.down_proj");
            long weights = sparsity.stream().mapToLong(ModuleSparsity::weights).sum();
            assertThat(sparsity.stream().mapToLong(ModuleSparsity::zerosAfter).sum()).isEqualTo(weights / 2);
            assertThat(sparsity.stream().mapToLong(ModuleSparsity::zerosBefore).sum()).isZero();
            assertThat(model.facts().lines()).contains("pruned modules 6, zeros 0.0000 before, 0.5000 after pruning");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"precision=float32", "precision=bfloat16", "precision=float16",
        "precision=float32,quantize=int8", "precision=bfloat16,quantize=int8-dynamic"})
    void pruningRunsWithEveryPrecisionAndQuantization(String stack) {
        try (LanguageModel pruned = EngineOracleTest.load("qwen2", stack + ",prune=semi-structured-2:4");
                LanguageModel whole = EngineOracleTest.load("qwen2", stack)) {
            for (ModuleSparsity module : pruned.facts().sparsity()) {
                assertThat(module.zerosAfter()).isEqualTo(module.weights() / 2);
            }
            assertThat(pruned.facts().weightsBytes()).isEqualTo(whole.facts().weightsBytes());
            assertThat(EngineOracleTest.greedy(pruned, PROMPT, 20))
                    .isNotEqualTo(EngineOracleTest.greedy(whole, PROMPT, 20));
        }
    }

    @Test
    void modulesOfOptArePrunedByTheirOwnNames() {
        try (LanguageModel model = EngineOracleTest.load("opt", "prune=l1-unstructured(0.5,layers=1,modules=mlp)")) {
            assertThat(model.facts().sparsity()).extracting(ModuleSparsity::module)
                    .containsExactly("model.decoder.layers.1.fc1", "model.decoder.layers.1.fc2");
        }
    }

    @Test
    void anAmountOfNothingChangesNoToken() {
        try (LanguageModel pruned = EngineOracleTest.load("smollm2", "prune=l1-unstructured(0)");
                LanguageModel whole = EngineOracleTest.load("smollm2", "")) {
            assertThat(EngineOracleTest.greedy(pruned, PROMPT, 20))
                    .isEqualTo(EngineOracleTest.greedy(whole, PROMPT, 20));
        }
    }

    @Test
    void rankingQuantizedWeightsTakesOthersThanRankingTheFiles() {
        String stack = "quantize=int8,prune=l1-unstructured(0.3,order=";
        try (LanguageModel first = EngineOracleTest.load("mistral", stack + "prune-first)");
                LanguageModel last = EngineOracleTest.load("mistral", stack + "quantize-first)")) {
            assertThat(zeros(last)).isCloseTo(zeros(first), withinPercentage(1));
            assertThat(first.facts().sparsity()).isNotEqualTo(last.facts().sparsity());
        }
    }

    private static long zeros(LanguageModel model) {
        return model.facts().sparsity().stream().mapToLong(ModuleSparsity::zerosAfter).sum();
    }
}
