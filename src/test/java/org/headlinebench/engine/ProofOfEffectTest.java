package org.headlinebench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.Speculation;
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

    private static ModelFacts facts(Map<String, Long> types, long weightsBytes, long scalesBytes, int quantized,
            List<ModuleSparsity> sparsity) {
        return new ModelFacts(MODEL.parameterCount().total(), weightsBytes, scalesBytes, weightsBytes, 0, 0, types,
                quantized, 0, sparsity, List.of(), "float32", "kernel", "attention", "cache", "rotary", 1);
    }
}
