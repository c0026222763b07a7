package org.headlinebench.catalog.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.failure.UserError;

class HubSettingsTest {
    @TempDir
    Path home;

    @Test
    void withoutAnyVariableTheHubsOwnPlacesAreUsed() {
        HubSettings settings = HubSettings.of(Map.of(), home);
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(settings.token()).isEmpty();
        assertThat(settings.offline()).isFalse();
    }

    @Test
    void theHubsVariablesAreHonoured() {
        HubSettings settings = HubSettings.of(Map.of("HF_ENDPOINT", "https://mirror.example/hub/", "HF_HOME", "~/hf",
                "HF_HUB_OFFLINE", "1", "HF_TOKEN", " hf_abc\n"), home);
        assertThat(settings.endpoint()).isEqualTo(URI.create("https://mirror.example/hub"));
        assertThat(settings.cache()).isEqualTo(home.resolve("hf/hub"));
        assertThat(settings.token()).isPresent();
        assertThat(settings.offline()).isTrue();
        assertThat(HubSettings.of(Map.of("XDG_CACHE_HOME", "/c"), home).cache())
                .isEqualTo(Path.of("/c/huggingface/hub"));
        assertThat(HubSettings.of(Map.of("HF_HUB_CACHE", "/d"), home).cache()).isEqualTo(Path.of("/d"));
    }

    @Test
    void theTokenOfTheCredentialFileIsUsedAndNeverShown() throws IOException {
        Path file = home.resolve(".cache/huggingface/token");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "hf_filesecret\n");
        HubSettings settings = HubSettings.of(Map.of(), home);
        assertThat(settings.token()).isPresent();
        assertThat(settings.toString()).doesNotContain("filesecret").contains("hidden");
    }

    @Test
    void aTextThatCannotBeATokenIsIgnored() {
        assertThat(HubSettings.of(Map.of("HF_TOKEN", "a\nX-Evil: 1"), home).token()).isEmpty();
        assertThat(HubSettings.of(Map.of("HF_TOKEN", "  "), home).token()).isEmpty();
    }

    @Test
    void aBrokenEndpointIsRefusedWithoutRepeatingIt() {
        for (String endpoint : List.of("https://me:pw@mirror.example", "ftp://x", "huggingface.co", "http://a b/pw",
                "https://mirror.example/?pw=1")) {
            assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint), home)).as(endpoint)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("HF_ENDPOINT")
                    .hasMessageNotContaining("pw")
                    .hasNoCause();
        }
    }
}
