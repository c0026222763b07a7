package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.library.HubSettings;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.models.ModelInspector.After;
import org.headlinebench.ui.models.ModelInspector.Tensor;
import org.headlinebench.ui.models.ModelInspector.Values;

class WindowInspectorTest {
    private static final String TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath().toString();

    @Test
    void aModelsTensorsAreListedWithWhatTheyTakeAndTheirValuesCounted(@TempDir Path folder) {
        var inspector = new WindowInspector(new ModelLibrary(CatalogLoader.bundled(), folder,
                HubSettings.of(Map.of(), folder), List.of()));
        List<Tensor> tensors = inspector.tensors(TINY);
        assertThat(tensors).extracting(Tensor::name).contains("model.embed_tokens.weight", "model.norm.weight");
        Tensor embedding = tensors.stream()
                .filter(each -> each.name().equals("model.embed_tokens.weight"))
                .findFirst()
                .orElseThrow();
        assertThat(embedding.bytes()).isEqualTo(embedding.weights() * Short.BYTES);
        Values values = inspector.values(TINY, embedding.name());
        assertThat(values.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(embedding.weights());
        assertThat(values.lowest()).isLessThan(values.mean());
        assertThat(values.highest()).isGreaterThan(values.mean());
        assertThat(values.deviation()).isBetween(0.0, values.highest() - values.lowest());

        String linear = tensors.stream()
                .map(Tensor::name)
                .filter(name -> name.endsWith("mlp.down_proj.weight"))
                .findFirst()
                .orElseThrow();
        Values before = inspector.values(TINY, linear);
        After rounded = inspector.after(TINY, linear, before, stack("quantize=int8"));
        assertThat(rounded.change()).isBetween(1e-9, before.deviation() / 20);
        for (String prune : List.of("prune=semi-structured-2:4", "prune=l1-unstructured(amount=0.5,scope=layer)")) {
            assertThat(inspector.after(TINY, linear, before, stack(prune)).values().zeros()).as(prune).isEqualTo(0.5);
        }
        assertThat(inspector.after(TINY, linear, before, stack("prune=l1-unstructured(amount=0.5)")).values().zeros())
                .as("of the whole model")
                .isBetween(0.2, 0.8);
        assertThat(inspector.after(TINY, embedding.name(), values, stack("quantize=int4(32),prune=semi-structured-2:4"))
                .change())
                .as("the embedding is left alone")
                .isZero();
    }

    private static Stack stack(String text) {
        return Stack.parse("precision=float32," + text, DeviceKind.CPU);
    }
}
