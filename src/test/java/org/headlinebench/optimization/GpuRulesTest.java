package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;

/** What GPUs cannot do is refused with a stack that they can. */
class GpuRulesTest {
    private static final ModelConfiguration MODEL = CatalogLoader.bundled().defaultEntry().sizingConfiguration();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"execution=cuda-graph|cache=static",
        "execution=cuda-graph,cache=static,batching=continuous(8)|execution=cuda-graph",
        "execution=cuda-graph,cache=static,quantize=nf4|quantize=int4",
        "execution=fused,cache=static,precision=float32|execution=cuda-graph",
        "execution=fused,cache=static,quantize=int8-dynamic|quantize=int4",
        "execution=fused,cache=static,quantize=int4(head=true)|quantize=int4",
        "execution=fused,cache=static,batching=continuous(8)|execution=fused",
        "execution=cuda-graph,cache=static,decoding=prompt-lookup|execution=cuda-graph",
        "attention=flash|attention=memory-efficient",
        "cache=dynamic(place=offloaded)|cache=dynamic"})
    void theNearestStackThatIsOfferedRuns(String written, String offered) {
        Stack stack = Stack.parse(written, DeviceKind.CUDA);

        UserError refusal = catchThrowableOfType(UserError.class,
                () -> StackRules.check(stack, DeviceKind.CUDA, MODEL));

        assertThat(refusal.remedy()).startsWith("Nearest stack that runs: ").contains(offered);
        Stack nearest = Stack.parse(
                refusal.remedy().replaceAll("Nearest stack that runs: (.*)\\.", "$1"), DeviceKind.CUDA);
        assertThatCode(() -> StackRules.check(nearest, DeviceKind.CUDA, MODEL)).doesNotThrowAnyException();
    }

    @Test
    void whatGpusCanDoIsAccepted() {
        for (String text : new String[]{"", "execution=cuda-graph,cache=static", "execution=fused,cache=static",
            "execution=fused,cache=static,prefix=shared", "execution=fused,cache=static(9000),quantize=int4(group=64)",
            "execution=fused,cache=static,quantize=nf4", "execution=fused,cache=static,quantize=int8",
            "execution=fused,cache=static,decoding=prompt-lookup",
            "quantize=int4,execution=cuda-graph,cache=static(512)",
            "attention=memory-efficient", "cache=paged(16),batching=continuous(8)"}) {
            assertThatCode(() -> StackRules.check(Stack.parse(text, DeviceKind.CUDA), DeviceKind.CUDA, MODEL)).as(text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void recordedStepsAreRefusedOnACpu() {
        Stack stack = Stack.parse("execution=fused,cache=static", DeviceKind.CPU);

        UserError refusal = catchThrowableOfType(UserError.class, () -> StackRules.check(stack, DeviceKind.CPU));

        assertThat(refusal.remedy()).contains("cache=static").doesNotContain("execution");
    }
}
