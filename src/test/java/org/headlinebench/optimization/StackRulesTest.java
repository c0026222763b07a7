package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.RopeScaling;

class StackRulesTest {
    private static final Stack SPECULATIVE = Stack.parse(
            "cache=static,decoding=speculative(draft=small,temperature=0.7,seed=3)", DeviceKind.CPU);

    @Test
    void aDraftMayBeAsLargeAsItsTargetButNotLarger() {
        assertThatCode(() -> StackRules.checkDraft(SPECULATIVE, model(4), model(4))).doesNotThrowAnyException();
        refused(() -> StackRules.checkDraft(SPECULATIVE, model(4), model(5)), "small");
    }

    @Test
    void aDraftMustShareTheTokenizer() {
        assertThatCode(() -> StackRules.checkDraftTokenizer(SPECULATIVE, "a", "a")).doesNotThrowAnyException();
        refused(() -> StackRules.checkDraftTokenizer(SPECULATIVE, "a", "b"), "another vocabulary");
    }

    @Test
    void theNearestStackThatRunsKeepsAllButTheDraft() {
        UserError refusal = StackRules.withoutDraft(SPECULATIVE, "large");
        String nearest = refusal.remedy().replaceAll("(?s).*(precision=.*)\\.$", "$1");
        assertThat(Stack.parse(nearest, DeviceKind.CPU)).isEqualTo(
                SPECULATIVE.with(new Decoding.PromptLookup(3, 8, new Decoding.Sample(0.7, 0, 1, 3))));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable check, String reason) {
        assertThatThrownBy(check).isInstanceOfSatisfying(UserError.class, refusal -> {
            assertThat(refusal.getMessage()).contains(reason);
            assertThat(refusal.remedy()).contains("decoding=prompt-lookup(");
        });
    }

    private static ModelConfiguration model(int layers) {
        return new ModelConfiguration(ModelFamily.LLAMA, 100, 32, 64, layers, 4, 2, 8, 128, 1e-5,
                new RopeScaling.None(), 10000, true, false, OptionalInt.empty(), OptionalInt.empty(), List.of());
    }
}
