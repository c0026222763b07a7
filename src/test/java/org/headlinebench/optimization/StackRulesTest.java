package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThatCode(() -> StackRules.checkDraft(SPECULATIVE, sized(4), sized(4))).doesNotThrowAnyException();
        refused(() -> StackRules.checkDraft(SPECULATIVE, sized(4), sized(5)), "small");
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

    private static ModelConfiguration sized(int layers) {
        return new ModelConfiguration(ModelFamily.LLAMA, 100, 32, 64, layers, 4, 2, 8, 128, 1e-5,
                new RopeScaling.None(), 10000, true, false, OptionalInt.empty(), OptionalInt.empty(), List.of());
    }

    /** SmolLM2-135M by its published configuration: 576 = 9 · 64 is no multiple of 128. */
    private static final ModelConfiguration SMOLLM2 = model(576, 1536, 9, 3, 49152);

    @ParameterizedTest
    @ValueSource(strings = {"", "quantize=int8", "quantize=int4", "quantize=int4(64)", "quantize=int4(32,head=true)",
        "quantize=gptq(bits=8)", "quantize=gptq(group=64),prune=l1-unstructured", "quantize=awq(group=32)",
        "placement=offload(2)", "placement=offload", "cache=quantized", "cache=quantized(preset=kivi)"})
    void whatFitsTheModelIsAccepted(String stack) {
        assertThatCode(() -> check(stack, SMOLLM2)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "quantize=int4(128,head=true)|model.layers.0.self_attn.q_proj has 576 columns|quantize=int4(group=64,head=true)",
        "quantize=int4(128)|multiple of 128|quantize=int4(group=64,head=false)"})
    void aGroupThatDoesNotDivideTheColumnsIsRefusedWithTheLargestThatDoes(String stack, String reason, String remedy) {
        assertThatThrownBy(() -> check(stack, SMOLLM2)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessageContaining(reason);
            assertThat(e.remedy()).contains(remedy);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"topology=tp(3)", "topology=pp(2)", "topology=tp(3)xpp(2)",
        "topology=tp(3),quantize=int8", "topology=pp(2),quantize=int4(64),cache=paged,decoding=prompt-lookup",
        "topology=tp(3),batching=continuous(4),prefix=shared"})
    void shardsThatDivideTheModelAreAccepted(String stack) {
        assertThatCode(() -> check(stack, SMOLLM2)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "prefix=turns,batching=continuous(4)|in a batch a conversation's turns|batching=continuous(slots=4),prefix=shared",
        "prefix=turns,batching=static(4)|in a batch a conversation's turns|decoding=greedy,prefix=turns",
        "prefix=turns,cache=none|cache=none keeps none|cache=dynamic",
        "prefix=turns,cache=sliding|forgotten|cache=dynamic"})
    void turnsAreReusedOneAfterTheOtherFromACacheThatKeepsThem(String stack, String reason, String remedy) {
        assertThatThrownBy(() -> check(stack, SMOLLM2)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessageContaining(reason);
            assertThat(e.remedy()).contains(remedy);
        });
    }

    @Test
    void recordedStepsAreThoseOfOneDevice() {
        Stack stack = Stack.parse("cache=static,execution=cuda-graph,topology=tp(2)", DeviceKind.CUDA);
        assertThatThrownBy(() -> StackRules.check(stack, DeviceKind.CUDA)).isInstanceOfSatisfying(UserError.class,
                e -> {
                    assertThat(e).hasMessageContaining("records the step of one device");
                    assertThat(e.remedy()).contains(stack.with(Execution.EAGER).text());
                });
    }

    /** 9 heads, 3 of keys and values, 1536 intermediate values, 49152 tokens, two layers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"topology=tp(2)|9 attention heads|topology=pp(n=2)",
        "topology=tp(9)|3 key and value heads|topology=tp(n=3)",
        "topology=tp(4)xpp(2)|9 attention|topology=tp(n=3)xpp(n=2)",
        "topology=pp(31)|at least one layer|topology=pp(n=2)",
        "topology=tp(64)xpp(31)|at least one|topology=tp(n=3)xpp(n=2)",
        "topology=tp(3),prune=l1-unstructured|Pruning ranks|precision=float32,prune=l1-unstructured",
        "topology=tp(3),quantize=gptq(group=64)|calibrated|quantize=int4(group=64,head=false)",
        "topology=pp(2),placement=offload(2)|another|topology=pp(n=2)",
        "topology=tp(3),quantize=int4(128)|576 columns|int4(group=64,head=false)",
        "topology=tp(2),quantize=nf4|A shard of 2|topology=tp(n=2)"})
    void shardsThatDoNotFitAreRefusedWithTheNearestThatDo(String stack, String reason, String remedy) {
        var odd = stack.contains("nf4") ? model(512, 1600, 8, 2, 49152) : SMOLLM2;
        assertThatThrownBy(() -> check(stack, odd)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessageContaining(reason);
            assertThat(e.remedy()).contains(remedy);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rope=linear(4)", "rope=yarn(factor=4,original=1024)",
        "rope=model(original=512,logn=true)"})
    void stretchedPositionsAreAcceptedForRotaryModelsAndRefusedForLearnedOnes(String stack) {
        assertThatCode(() -> check(stack, SMOLLM2)).doesNotThrowAnyException();
        var opt = new ModelConfiguration(ModelFamily.OPT, 100, 48, 96, 6, 3, 3, 16, 128, 1e-5, new RopeScaling.None(),
                10000, true, true, OptionalInt.empty(), OptionalInt.empty(), List.of());
        assertThatThrownBy(() -> check(stack, opt)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessageContaining("learned");
            assertThat(e.remedy()).contains("precision=float32,cache=dynamic,decoding=greedy");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"rope=model(logn=true)", "rope=yarn(1)", "rope=dynamic-ntk(1)"})
    void stretchingThatChangesNothingIsRefused(String stack) {
        assertThatThrownBy(() -> check(stack, SMOLLM2)).isInstanceOf(UserError.class)
                .hasMessageContaining("changes nothing");
    }

    @Test
    void theStackThatIsOfferedRuns() {
        ModelConfiguration odd = model(48, 96, 3, 1, 150);
        assertThatThrownBy(() -> check("quantize=int4", odd)).isInstanceOfSatisfying(UserError.class, e -> {
            String offered = e.remedy().replaceAll("Nearest stack that runs: (.*)\\.", "$1");
            assertThat(Stack.parse(offered, DeviceKind.CPU).quantize()).isEqualTo(new Quantize.Int8(false));
            check(offered, odd);
        });
    }

    @Test
    void aHeadWhoseRowsDoNotFitIsLeftOutRatherThanTheLayers() {
        ModelConfiguration oddVocabulary = model(64, 128, 4, 4, 150);
        assertThatThrownBy(() -> check("quantize=int4(32,head=true)", oddVocabulary)).isInstanceOfSatisfying(
                UserError.class,
                e -> assertThat(e.remedy()).contains("quantize=int4(group=64,head=false)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "quantize=gptq|576 columns|quantize=gptq(bits=4,group=64,block=128,damping=0.01,actOrder=false)",
        "quantize=awq|576 columns|quantize=awq(bits=4,group=64)",
        "quantize=gptq(bits=8),prune=l1-structured|removes their rows or columns|quantize=int8(head=false)",
        "quantize=awq(group=64),prune=l1-structured|removes their rows or columns|quantize=int4(group=64,head=false)",
        "quantize=gptq(group=32),prune=l1-unstructured(order=quantize-first)|would undo|order=prune-first",
        "quantize=awq(bits=8),prune=semi-structured-2:4(order=quantize-first)|would undo|order=prune-first"})
    void calibrationIsRefusedWhereItCannotWorkWithTheNearestStackThatRuns(String stack, String reason, String remedy) {
        assertRefused(stack, reason, remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cache=offloaded|already is|cache=dynamic",
        "cache=paged(8,bits=8,place=offloaded)|already is|cache=paged(block=8,bits=8",
        "cache=hybrid|no family|cache=dynamic",
        "cache=static(bits=2,axis=channel)|one scale|cache=static(bits=2,group=64,residual=128,axis=token)",
        "cache=paged(bits=8,residual=9)|alike|cache=paged(block=16,bits=8,group=64,residual=0,axis=token)",
        "attention=memory-efficient|GPUs|attention=flash",
        "placement=offload(2),quantize=int8|each time|quantize=int8",
        "placement=offload,prune=l1-unstructured(0.3)|each time|prune=l1-unstructured",
        "placement=offload(3)|has 2|placement=offload(layers=2)",
        "cache=quantized(4,128)|Groups of 128|cache=dynamic(bits=4,group=64,residual=128,axis=token)",
        "cache=quantized(2,48,residual=9,keys=channel)|Groups of 48"
                + "|cache=dynamic(bits=2,group=32,residual=9,axis=channel)"})
    void aCacheOrKernelThatDoesNotRunHereIsRefusedWithTheNearestThatDoes(String stack, String reason, String remedy) {
        assertRefused(stack, reason, remedy);
    }

    private static void assertRefused(String stack, String reason, String remedy) {
        assertThatThrownBy(() -> check(stack, SMOLLM2)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e).hasMessageContaining(reason);
            assertThat(e.remedy()).contains(remedy);
            check(e.remedy().replaceAll("Nearest stack that runs: (.*)\\.", "$1"), SMOLLM2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt-lookup", "prompt-lookup(temperature=1)", "speculative(draft=small)",
        "speculative(draft=small,temperature=1)"})
    void proposalsOfEveryKindAreVerifiedInBatches(String decoding) {
        Stack stack = Stack.parse("batching=continuous(4),decoding=" + decoding, DeviceKind.CPU);
        assertThatCode(() -> StackRules.check(stack, DeviceKind.CPU)).doesNotThrowAnyException();
    }

    @Test
    void attentionThatSplitsNothingIsRefused() {
        Stack split = Stack.parse("attention=flash-decoding", DeviceKind.CPU);
        assertThatCode(() -> StackRules.checkContext(split, 200)).doesNotThrowAnyException();
        assertThatCode(() -> StackRules.checkContext(split.with(Attention.SDPA), 9)).doesNotThrowAnyException();
        assertThatThrownBy(() -> StackRules.checkContext(split, 128)).isInstanceOfSatisfying(UserError.class,
                e -> assertThat(e.remedy()).contains("precision=float32,cache=dynamic,decoding=greedy"));
    }

    @Test
    void positionsThatAreStretchedBeyondTheTrainingAloneNeedALongerSequence() {
        for (String rope : List.of("dynamic-ntk(4,original=100)", "model(original=100,logn=true)")) {
            Stack stack = Stack.parse("rope=" + rope, DeviceKind.CPU);
            assertThatCode(() -> StackRules.checkContext(stack, 101, SMOLLM2)).doesNotThrowAnyException();
            assertThatThrownBy(() -> StackRules.checkContext(stack, 100, SMOLLM2)).isInstanceOfSatisfying(
                    UserError.class, e -> {
                        assertThat(e).hasMessageContaining("nothing would change");
                        assertThat(e.remedy()).contains("precision=float32,cache=dynamic,decoding=greedy");
                    });
        }
        assertThatCode(() -> StackRules.checkContext(Stack.parse("rope=linear(4)", DeviceKind.CPU), 9, SMOLLM2))
                .doesNotThrowAnyException();
    }

    /** Two things are wrong with it; the nearest stack has neither. */
    @Test
    void anOffloadedHybridCacheIsRefusedWithAStackThatRuns() {
        for (DeviceKind device : DeviceKind.values()) {
            Stack stack = Stack.parse("cache=hybrid(place=offloaded)", device);
            assertThatThrownBy(() -> StackRules.check(stack, device)).isInstanceOfSatisfying(UserError.class,
                    e -> StackRules.check(Stack.parse(e.remedy().replaceAll("Nearest stack that runs: (.*)\\.", "$1"),
                            device), device));
        }
    }

    @Test
    void calibrationNeedsTextThatIsNotEvaluated() {
        Stack calibrated = Stack.parse("quantize=awq", DeviceKind.CPU);
        assertThatCode(() -> StackRules.checkCalibration(calibrated, true)).doesNotThrowAnyException();
        assertThatCode(() -> StackRules.checkCalibration(calibrated.with(new Quantize.Int8(false)), false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> StackRules.checkCalibration(calibrated, false)).isInstanceOfSatisfying(
                UserError.class, e -> assertThat(e.remedy()).contains("--calibration").contains("quantize=int4("));
    }

    private static void check(String stack, ModelConfiguration model) {
        StackRules.check(Stack.parse(stack, DeviceKind.CPU), DeviceKind.CPU, model);
    }

    private static ModelConfiguration model(int hidden, int intermediate, int heads, int keyValueHeads,
            int vocabulary) {
        return new ModelConfiguration(ModelFamily.LLAMA, vocabulary, hidden, intermediate, 2, heads, keyValueHeads,
                hidden / heads, 2048, 1e-5, new RopeScaling.None(), 10000, true, false, OptionalInt.empty(),
                OptionalInt.empty(), List.of());
    }
}
