package org.headlinebench.engine.torch.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.optimization.Axis;

/** Under which names machine code is kept, and what the compiler is given. */
class KernelCacheTest {
    @Test
    void textOptionsAndCompilerEachMakeAnotherFile() {
        String name = KernelCache.name("text", List.of("-a", "-b"), "13.0");

        assertThat(name).hasSize(64).isEqualTo(KernelCache.name("text", List.of("-a", "-b"), "13.0"));
        assertThat(List.of(KernelCache.name("text2", List.of("-a", "-b"), "13.0"),
                KernelCache.name("text", List.of("-a"), "13.0"), KernelCache.name("text", List.of("-a", "-b"), "13.1")))
                .doesNotContain(name)
                .doesNotHaveDuplicates();
    }

    @Test
    void theTextHasAReaderForEveryFormat() {
        String source = FusedKernels.source();

        assertThat(Axis.EXECUTION.choices()).contains("fused");
        assertThat(List.of("Bf16Weights", "Int8Weights", "Int4Weights", "Float4Weights"))
                .allSatisfy(weights -> assertThat(source).contains("struct " + weights + " {"));
        assertThat(source).contains("__global__").contains("#line 1 \"step.cu\"");
    }
}
