package org.headlinebench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/** Facts that prove a stack, and the same facts with the technique left out. */
class ProofOfEffectTest {
    private static final ModelConfiguration MODEL = CatalogLoader.bundled().defaultEntry().sizingConfiguration();
    private static final long FLOATS = 4 * MODEL.parameterCount().total();
    private static final int MODULES = MODEL.linearModules().size();

    @Test
    void aPrecisionIsProvenByTheTypesOfTheTensors() {
        prove("precision=float32", facts(Map.of("float32", FLOATS), FLOATS, 0, 0, List.of()));
        refuse("precision=bfloat16", facts(Map.of("float32", FLOATS), FLOATS, 0, 0, List.of()), "float32");
        refuse("precision=float32", facts(Map.of("float32", FLOATS, "bfloat16", 2L), FLOATS, 0, 0, List.of()),
                "some weights are in bfloat16");
    }

    @Test
    void aQuantizationIsProvenByItsModulesScalesAndBytes() {
        Map<String, Long> types = Map.of("float32", FLOATS / 4, "int8", FLOATS / 8);
        prove("quantize=int8", facts(types, FLOATS / 2, 1000, MODULES, List.of()));
        refuse("quantize=int8", facts(types, FLOATS / 2, 1000, 0, List.of()), "0 of " + MODULES);
        refuse("quantize=int8", facts(types, FLOATS / 2, 0, MODULES, List.of()), "no scales");
        refuse("quantize=int8", facts(types, FLOATS, 1000, MODULES, List.of()), "no less");
        refuse("quantize=none", facts(Map.of("float32", FLOATS), FLOATS, 0, MODULES, List.of()), "are quantized");
    }

    @Test
    void pruningIsProvenByTheZerosThatAreCounted() {
        String stack = "prune=l1-unstructured(amount=0.5,layers=0-1,modules=mlp)";
        Map<String, Long> types = Map.of("float32", FLOATS);
        prove(stack, facts(types, FLOATS, 0, 0, sparsity(0.5, "mlp", 2)));
        refuse(stack, facts(types, FLOATS, 0, 0, sparsity(0.1, "mlp", 2)), "are zero, at least");
        refuse(stack, facts(types, FLOATS, 0, 0, sparsity(0.5, "mlp", 1)), "not pruned: model.layers.1.mlp");
        refuse(stack, facts(types, FLOATS, 0, 0, List.of()), "not pruned");
        prove("prune=semi-structured-2:4", facts(types, FLOATS, 0, 0, sparsity(0.5, "", 99)));
        refuse("prune=semi-structured-2:4", facts(types, FLOATS, 0, 0, sparsity(0.3, "", 99)), "are zero");
        refuse("prune=none", facts(types, FLOATS, 0, 0, sparsity(0.5, "mlp", 2)), "are pruned");
    }

    @Test
    void structuredPruningIsProvenByBytesThatAreGone() {
        Map<String, Long> types = Map.of("float32", FLOATS / 2);
        prove("prune=l1-structured(amount=0.35)", facts(types, FLOATS / 2, 0, 0, sparsity(0.35, "", 99)));
        refuse("prune=l1-structured(amount=0.35)", facts(types, FLOATS, 0, 0, sparsity(0.35, "", 99)), "no less");
    }

    @Test
    void cacheAndDecodingAreProvenByWhatRan() {
        var counts = Optional.of(new Speculation(10, 5, 10, 5, 4, 1, 1));
        ProofOfEffect.ofRun(stack("cache=dynamic"), 100, Optional.empty());
        ProofOfEffect.ofRun(stack("cache=none"), 0, Optional.empty());
        ProofOfEffect.ofRun(stack("decoding=prompt-lookup"), 100, counts);
        assertThatThrownBy(() -> ProofOfEffect.ofRun(stack("cache=dynamic"), 0, Optional.empty()))
                .isInstanceOf(NotApplied.class)
                .hasMessageContaining("cache=dynamic");
        assertThatThrownBy(() -> ProofOfEffect.ofRun(stack("cache=none"), 9, Optional.empty()))
                .isInstanceOf(NotApplied.class);
        assertThatThrownBy(() -> ProofOfEffect.ofRun(stack("decoding=prompt-lookup"), 100, Optional.empty()))
                .isInstanceOf(NotApplied.class);
        assertThatThrownBy(() -> ProofOfEffect.ofRun(stack("decoding=greedy"), 100, counts))
                .isInstanceOf(NotApplied.class);
    }

    private static void prove(String stack, ModelFacts facts) {
        assertThat(ProofOfEffect.ofLoad(stack(stack), MODEL, facts)).isNotEmpty();
    }

    private static void refuse(String stack, ModelFacts facts, String found) {
        assertThatThrownBy(() -> ProofOfEffect.ofLoad(stack(stack), MODEL, facts)).isInstanceOf(NotApplied.class)
                .hasMessageContaining(found);
    }

    private static Stack stack(String text) {
        return Stack.parse(text, DeviceKind.CPU);
    }

    private static List<ModuleSparsity> sparsity(double share, String part, int layers) {
        return MODEL.linearModules()
                .stream()
                .filter(module -> module.name().contains(part) && module.layer() < layers)
                .map((LinearModule module) -> new ModuleSparsity(module.name(), module.layer(),
                        (long) module.rows() * module.columns(), 0,
                        (long) (share * module.rows() * module.columns())))
                .toList();
    }

    @Test
    void batchesThatWereNoneFail() {
        Stack eight = Stack.parse("batching=continuous(8)", DeviceKind.CPU);
        ProofOfEffect.ofBatches(eight, 8, 100);
        ProofOfEffect.ofBatches(eight, 5, 5);
        ProofOfEffect.ofBatches(Stack.parse("", DeviceKind.CPU), 1, 100);
        assertThatThrownBy(() -> ProofOfEffect.ofBatches(eight, 1, 100)).isInstanceOf(NotApplied.class);
        assertThatThrownBy(() -> ProofOfEffect.ofBatches(Stack.parse("", DeviceKind.CPU), 2, 100))
                .isInstanceOf(NotApplied.class);
    }

    @Test
    void calibrationIsProvenByItsCodesAndTheErrorOfTheOutputs() {
        Map<String, Long> types = Map.of("float32", FLOATS / 4, "int8", FLOATS / 8);
        var good = new CalibrationFacts(List.of(), MODULES, 1, 2);
        prove("quantize=gptq", calibrated(types, good));
        refuse("quantize=gptq", calibrated(types, CalibrationFacts.NONE), "0 of " + MODULES);
        refuse("quantize=gptq", calibrated(types, new CalibrationFacts(List.of(), MODULES, 2, 2)), "no less");
        refuse("quantize=int4", calibrated(types, good), "are calibrated");
    }

    @Test
    void attentionAndProductsAreProvenByTheOperatorsThatRan() {
        var flash = Set.of("aten::_scaled_dot_product_flash_attention_for_cpu", "aten::linear");
        var sdpa = Set.of("aten::scaled_dot_product_attention", "aten::_scaled_dot_product_flash_attention_for_cpu");
        var math = Set.of("aten::_scaled_dot_product_attention_math", "aten::softmax");
        var eager = Set.of("aten::matmul", "aten::softmax", "aten::_int_mm");
        ProofOfEffect.ofKernels(stack("attention=flash"), DeviceKind.CPU, flash);
        ProofOfEffect.ofKernels(stack("attention=math"), DeviceKind.CPU, math);
        ProofOfEffect.ofKernels(stack("attention=eager,quantize=int8-dynamic"), DeviceKind.CPU, eager);
        assertThat(ProofOfEffect.ofKernels(stack("attention=sdpa"), DeviceKind.CPU, sdpa)).singleElement()
                .asString()
                .contains("flash_attention_for_cpu");
        notComputed("attention=flash", math);
        notComputed("attention=math", sdpa);
        notComputed("attention=eager", math);
        notComputed("attention=sdpa", eager);
        notComputed("attention=eager,quantize=int8", eager);
    }

    @Test
    void dequantizingProductsAreProvenByCodesThatAreUnpackedAndNoPackedKernel() {
        var few = Set.of("aten::matmul", "aten::softmax", "aten::bitwise_right_shift", "aten::linear");
        ProofOfEffect.ofKernels(stack("attention=eager,quantize=int3"), DeviceKind.CPU, few);
        notComputed("attention=eager,quantize=nf4", few);
        notComputed("attention=eager,quantize=int4-dynamic", few);
        notComputed("attention=eager,quantize=stored", few);
        notComputed("attention=eager,quantize=int2",
                Set.of("aten::matmul", "aten::softmax", "aten::linear"));
        notComputed("attention=eager,quantize=int3", Set.of("aten::matmul", "aten::softmax",
                "aten::bitwise_right_shift", "aten::linear", "aten::_weight_int4pack_mm_for_cpu"));
    }

    @Test
    void aSharedBeginningIsProvenByTokensTakenOver() {
        Stack shared = stack("prefix=shared");
        long bytes = Footprint.cacheBytes(MODEL, shared, 31);
        ProofOfEffect.ofSequence(shared, MODEL, written(20, bytes), 20, 40);
        ProofOfEffect.ofSequence(shared, MODEL, written(29, bytes), 50, 40);
        assertThatThrownBy(() -> ProofOfEffect.ofSequence(shared, MODEL, written(0, bytes), 20, 40))
                .isInstanceOf(NotApplied.class)
                .hasMessageContaining("0 tokens of the prompt were taken over, 20 should be");
        assertThatThrownBy(() -> ProofOfEffect.ofSequence(stack("prefix=off"), MODEL, written(9, bytes), 0, 40))
                .isInstanceOf(NotApplied.class);
    }

    @Test
    void aCacheIsProvenByTheBytesThatItHeld() {
        long dynamic = Footprint.cacheBytes(MODEL, stack("cache=dynamic"), 31);
        for (String cache : List.of("dynamic", "static", "sliding(8,2)", "quantized(8,8,0)", "paged(16)")) {
            Stack stack = stack("cache=" + cache);
            int tokens = cache.equals("static") ? 40 : 31;
            ProofOfEffect.ofSequence(stack, MODEL, written(0, Footprint.cacheBytes(MODEL, stack, tokens)), 0, 40);
            long other = 2 * Footprint.cacheBytes(MODEL, stack("cache=paged"), 40);
            for (long bytes : List.of(0L,
                    cache.equals("dynamic") ? other : cache.equals("paged(16)") ? other : dynamic)) {
                assertThatThrownBy(() -> ProofOfEffect.ofSequence(stack, MODEL, written(0, bytes), 0, 40)).as(cache)
                        .isInstanceOf(NotApplied.class)
                        .hasMessageContaining("the cache held " + bytes);
            }
        }
    }

    @Test
    void layersOnTheHostAreProvenByBytesThatMoved() {
        Stack two = stack("placement=offload(2)");
        ProofOfEffect.ofPlacement(two, Optional.of(new StreamedLayers(2, 9, 100, 1)));
        ProofOfEffect.ofPlacement(stack(""), Optional.empty());
        for (var moved : List.of(Optional.<StreamedLayers>empty(), Optional.of(new StreamedLayers(2, 9, 0, 1)),
                Optional.of(new StreamedLayers(1, 9, 100, 1)))) {
            assertThatThrownBy(() -> ProofOfEffect.ofPlacement(two, moved)).isInstanceOf(NotApplied.class);
        }
    }

    /** A prompt of 30 tokens and two of output, of which the last was not fed. */
    private static Generation written(int reused, long bytes) {
        return new Generation(30, List.of(1, 2), "", FinishReason.LENGTH,
                new SampleTimes(0, 1, 1, 0, 2, List.of(1.0, 2.0), OptionalDouble.empty()), reused, bytes, 0,
                Optional.empty());
    }

    private static void notComputed(String stack, Set<String> operators) {
        assertThatThrownBy(() -> ProofOfEffect.ofKernels(stack(stack), DeviceKind.CPU, operators))
                .isInstanceOf(NotApplied.class);
    }

    private static ModelFacts calibrated(Map<String, Long> types, CalibrationFacts calibration) {
        return facts(types, FLOATS / 2, 1000, MODULES, List.of(), calibration);
    }

    private static ModelFacts facts(Map<String, Long> types, long weightsBytes, long scalesBytes, int quantized,
            List<ModuleSparsity> sparsity) {
        return facts(types, weightsBytes, scalesBytes, quantized, sparsity, CalibrationFacts.NONE);
    }

    private static ModelFacts facts(Map<String, Long> types, long weightsBytes, long scalesBytes, int quantized,
            List<ModuleSparsity> sparsity, CalibrationFacts calibration) {
        return new ModelFacts(MODEL.parameterCount().total(), weightsBytes, scalesBytes, weightsBytes, 0, 0, types,
                quantized, 0, sparsity, calibration, "float32", "kernel", "attention", "cache", "rotary", 1);
    }
}
