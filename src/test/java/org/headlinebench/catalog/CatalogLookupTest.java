package org.headlinebench.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.failure.Nearest;

class CatalogLookupTest {
    private final Catalog catalog = CatalogLoader.bundled();

    @Test
    void aModelIsFoundByIdNameOrRepositoryWhateverTheCase() {
        for (String typed : List.of("llama-3.2-1b", " LLAMA-3.2-1B", "Llama 3.2 1B", "meta-llama/Llama-3.2-1B")) {
            assertThat(catalog.require(typed).id().value()).isEqualTo("llama-3.2-1b");
        }
    }

    @Test
    void anUnknownModelIsAnsweredWithTheNearestOneAndTheList() {
        assertThatThrownBy(() -> catalog.require("smolm2-135m-instruct"))
                .isInstanceOfSatisfying(UnknownModel.class, error -> {
                    assertThat(error).hasMessageContaining("did you mean 'smollm2-135m-instruct'?");
                    assertThat(error.remedy()).contains("mistral-7b-v0.3").contains("GGUF");
                });
        assertThatThrownBy(() -> catalog.require("llama3.1-8b")).hasMessageContaining("'llama-3.1-8b'");
        assertThatThrownBy(() -> catalog.require("smollm2")).hasMessageContaining("did you mean 'smollm2-");
    }

    @Test
    void somethingEntirelyElseIsNotGivenASuggestion() {
        assertThatThrownBy(() -> catalog.require("zzzzzzzzzzzzzzzzzzzzzzzzzz\u001b[31m"))
                .hasMessageNotContaining("mean")
                .hasMessageNotContaining("\u001b");
        assertThat(Nearest.to("x".repeat(1_000_000), List.of("a"))).isEmpty();
    }
}
