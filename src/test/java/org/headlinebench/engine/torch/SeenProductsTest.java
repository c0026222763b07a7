package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NotApplied;
import org.headlinebench.engine.ProofOfEffect;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.profile.Trace;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;

/** What libtorch's profiler sees of a quantized model proves its products; what it sees of a dense one does not. */
class SeenProductsTest {
    @ParameterizedTest
    @ValueSource(strings = {"int8", "int8(compute=float32)", "int8-dynamic", "int4", "int3", "int2", "int4-dynamic",
        "nf4",
        "fp4(double=true)"})
    void productsAreProvenByTheirOperatorsAndByNoOthers(String quantize) {
        Stack stack = Stack.parse("precision=float32,quantize=" + quantize, DeviceKind.CPU);
        Set<String> seen = operators(stack);
        assertThat(ProofOfEffect.ofKernels(stack, DeviceKind.CPU, seen)).hasSizeGreaterThan(1);
        Set<String> dense = operators(stack.with(new Quantize.None()));
        assertThatThrownBy(() -> ProofOfEffect.ofKernels(stack, DeviceKind.CPU, dense)).isInstanceOf(NotApplied.class);
    }

    private static Set<String> operators(Stack stack) {
        try (LanguageModel model = EngineOracleTest.loadDraft(stack)) {
            return Trace.operatorsOf(() -> {
                try (TokenSequence sequence = model.open(4, new Decoding.Greedy(), 0)) {
                    sequence.next(5, 6, 7);
                    sequence.next(8);
                }
            });
        }
    }
}
