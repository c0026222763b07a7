package org.headlinebench.engine.torch.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;

/** Which weights the kernels of our own can read. */
class FusedFormatTest {
    private static Stream<String> quantizations() {
        return Stream.concat(Axis.QUANTIZE.choices().stream(),
                Stream.of("int8(head=true)", "int4(head=true)", "int4(group=128)", "nf4(double=true)", "gptq(bits=8)"));
    }

    @ParameterizedTest
    @MethodSource("quantizations")
    void aStackIsAcceptedExactlyWhereThereIsAReaderForItsWeights(String quantize) {
        Stack stack = Stack.parse("cache=static,execution=fused,quantize=" + quantize, DeviceKind.CUDA);

        Throwable refusal = catchThrowable(() -> StackRules.check(stack, DeviceKind.CUDA));

        assertThat(refusal == null).isEqualTo(FusedFormat.of(stack.quantize()).isPresent());
    }

    @Test
    void halvesOfAMatrixLieWhereTheirRowsBegin() {
        var int4 = FusedFormat.of(Stack.parse("quantize=int4(group=64)", DeviceKind.CUDA).quantize()).orElseThrow();
        var int8 = FusedFormat.of(Stack.parse("quantize=int8", DeviceKind.CUDA).quantize()).orElseThrow();
        var nf4 = FusedFormat.of(Stack.parse("quantize=nf4", DeviceKind.CUDA).quantize()).orElseThrow();

        // Two numbers in a byte; scale and zero of two bytes each per group of a row.
        assertThat(int4.codeBytes(16, 128)).isEqualTo(1024);
        assertThat(int4.scaleBytes(16, 128)).isEqualTo(16 * 2 * 4);
        assertThat(int8.codeBytes(16, 128)).isEqualTo(2048);
        assertThat(int8.scaleBytes(16, 128)).isEqualTo(32);
        assertThat(nf4.scaleBytes(16, 128)).isEqualTo(16 * 2 * 4);
    }
}
