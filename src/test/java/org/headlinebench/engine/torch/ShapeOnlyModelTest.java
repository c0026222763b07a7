package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.FamilyName;
import org.headlinebench.catalog.Licence;
import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.ModelShape;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.library.HubSettings;
import org.headlinebench.catalog.library.InstalledModel;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.TokenizerDefinition;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** Models of which the shape alone is real: made up of a seed, without a download. */
class ShapeOnlyModelTest {
    @TempDir
    Path folder;

    @Test
    void theShapeOfAnEntryRunsWithTheBundledTokenizerAndTakesTheMemoryOfARealModel() throws Exception {
        Path model = installed(entry(1)).path();
        assertThat(Files.list(model).mapToLong(file -> file.toFile().length()).sum()).isLessThan(4 << 20);
        assertThat(TokenizerDefinition.read(model).vocabularySize()).isEqualTo(8064);
        Stack stack = Stack.parse("precision=bfloat16", DeviceKind.CPU);
        try (LanguageModel loaded = load(model, stack)) {
            assertThat(loaded.configuration().layers()).isEqualTo(3);
            assertThat(loaded.facts().weightsBytes()).isEqualTo(Footprint.of(entry(1).sizingConfiguration(),
                    Optional.empty(), stack, DeviceKind.CPU, 20).weightsBytes());
            float[] logits = logits(loaded);
            double mean = 0;
            double square = 0;
            for (float logit : logits) {
                mean += logit / logits.length;
                square += logit * logit / logits.length;
            }
            assertThat(logits).hasSize(8200);
            assertThat(mean).isCloseTo(0, Offset.offset(0.2));
            assertThat(square).as("of the size of real activations").isBetween(0.1, 10.0);
        }
    }

    @Test
    void weightsAreThoseOfTheSeedInEveryReadingAndOnEveryShard() {
        Path model = installed(entry(1)).path();
        try (LanguageModel single = load(model, Stack.parse("", DeviceKind.CPU));
                LanguageModel again = load(model, Stack.parse("", DeviceKind.CPU));
                LanguageModel shards = load(model, Stack.parse("topology=tp(2)xpp(2)", DeviceKind.CPU));
                LanguageModel other = load(installed(entry(2)).path(), Stack.parse("", DeviceKind.CPU))) {
            float[] expected = logits(single);
            assertThat(logits(again)).isEqualTo(expected);
            assertThat(logits(shards)).containsExactly(expected, Offset.offset(1e-4f));
            assertThat(logits(other)).isNotEqualTo(expected);
        }
    }

    @Test
    void matricesAreUniformWithTheVarianceOfOneOverTheirColumns() {
        try (WeightFile file = WeightFiles.open(installed(entry(7)).path()); Arena arena = Arena.ofConfined()) {
            assertThat(file.randomSeed()).hasValue(7);
            TensorEntry matrix = file.tensor("model.layers.1.mlp.down_proj.weight");
            MemorySegment memory = arena.allocate(TensorType.F32.bytes(matrix.weights()), 64);
            matrix.readInto(TensorType.F32, memory);
            float[] numbers = memory.toArray(ValueLayout.JAVA_FLOAT);
            double square = 0;
            for (float number : numbers) {
                square += number * number / numbers.length;
            }
            assertThat(square * matrix.columns()).isCloseTo(1, Offset.offset(0.02));
            matrix.rows(3, 2).columns(10, 4).readInto(TensorType.F32, memory);
            for (int i = 0; i < 8; i++) {
                assertThat(memory.getAtIndex(ValueLayout.JAVA_FLOAT, i))
                        .isEqualTo(numbers[(int) ((3 + i / 4) * matrix.columns() + 10 + i % 4)]);
            }
        }
    }

    @Test
    void anEntryHasRandomWeightsOrRealOnes() {
        assertThat(entry(1).isShapeOnly()).isTrue();
        assertThatThrownBy(() -> entry(FamilyName.LLAMA, new ModelSource.RandomWeights(1),
                new ModelSource.LocalPath(folder))).hasMessageContaining("not both");
        assertThatThrownBy(() -> entry(FamilyName.OPT, new ModelSource.RandomWeights(1)))
                .hasMessageContaining("random weights are made for");
    }

    private InstalledModel installed(CatalogEntry entry) {
        var catalog = new Catalog(List.of(entry), entry.id());
        return new ModelLibrary(catalog, folder, HubSettings.of(Map.of(), folder), List.of()).installed(entry)
                .orElseThrow();
    }

    private static LanguageModel load(Path model, Stack stack) {
        return TorchLanguageModel.load(WeightFiles.open(model), stack, 20, (_, _) -> {});
    }

    private static float[] logits(LanguageModel model) {
        try (TokenSequence sequence = model.open(8, new Decoding.Greedy(), 0)) {
            return sequence.logits(5, 700, 8100, 9);
        }
    }

    private static CatalogEntry entry(int seed) {
        return entry(FamilyName.QWEN2, new ModelSource.RandomWeights(seed));
    }

    private static CatalogEntry entry(FamilyName family, ModelSource... sources) {
        return new CatalogEntry(new ModelId("tiny-shape"), "Tiny", family, List.of(sources),
                new Licence("CC0-1.0", URI.create("https://creativecommons.org/publicdomain/zero/1.0/"), false),
                "reference", Optional.empty(),
                new ModelShape(8200, 64, 128, 3, 4, 2, 16, false, 256, 10000, true));
    }
}
