package org.headlinebench.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;

class NearestStackTest {
    @Test
    void whatTheRulesNameInsteadOfARefusedStackCanBeAppliedAndRuns() {
        List<String> refused = new ArrayList<>();
        for (DeviceKind device : DeviceKind.values()) {
            for (String text : List.of("execution=cuda-graph", "attention=memory-efficient", "cache=hybrid",
                    "cache=none,prefix=shared", "cache=sliding,prefix=shared", "quantize=stored,prune=l1-unstructured",
                    "execution=fused", "cache=none,precision=bfloat16,prefix=shared")) {
                Stack stack = Stack.parse(text, device);
                UserError refusal = catchThrowableOfType(UserError.class, () -> StackRules.check(stack, device));
                if (refusal != null) {
                    refused.add(text);
                    Stack nearest = NearestStack.in(refusal.remedy(), device).orElseThrow();
                    assertThat(nearest).isNotEqualTo(stack);
                    StackRules.check(nearest, device);
                }
            }
        }
        assertThat(refused).hasSizeGreaterThan(7);
    }

    @Test
    void wordsWithoutAStackAreNoStack() {
        assertThat(Stream.of("", "Choose bfloat16.", "Nearest stack that runs: quick.")
                .flatMap(words -> NearestStack.in(words, DeviceKind.CPU).stream())).isEmpty();
    }

    @Test
    void everyPresetHasANameAndAStackAndTheProgramsOwnRunOnACpu() {
        List<StackPresets.Group> groups = StackPresets.all(DeviceKind.CPU);
        assertThat(groups).hasSizeGreaterThan(1);
        groups.getFirst().presets().forEach(preset -> StackRules.check(preset.stack(), DeviceKind.CPU));
        assertThat(groups).allSatisfy(group -> assertThat(group.presets()).isNotEmpty()
                .allMatch(preset -> !preset.name().isBlank()));
    }
}
