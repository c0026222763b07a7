package org.headlinebench.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.failure.UserError;

class EndpointFileTest {
    private static final NamedEndpoint LAB = new NamedEndpoint("lab", "http://127.0.0.1:8000/v1", "it's: {a} model",
            Optional.empty());
    private static final NamedEndpoint CLOUD = new NamedEndpoint("cloud", "https://api.example.org/v1/", "large",
            Optional.of("CLOUD_KEY"));

    @TempDir
    private Path folder;
    private Path file;
    private EndpointFile endpoints;

    @BeforeEach
    void name() {
        file = folder.resolve("app/endpoints.yaml");
        endpoints = new EndpointFile(file);
    }

    @Test
    void whatIsAddedIsReadBackAndWhatIsRemovedIsGone() {
        assertThat(endpoints.read()).isEmpty();
        endpoints.add(LAB);
        endpoints.add(CLOUD);
        assertThat(endpoints.read()).containsExactly(LAB, CLOUD);
        assertThat(endpoints.named("cloud").base()).isEqualTo("https://api.example.org/v1");
        assertThatThrownBy(() -> endpoints.add(LAB)).isInstanceOf(UserError.class).hasMessageContaining("already");
        endpoints.remove("lab");
        endpoints.remove("cloud");
        assertThat(endpoints.read()).isEmpty();
        endpoints.add(CLOUD);
        assertThat(endpoints.read()).containsExactly(CLOUD);
    }

    @Test
    void commentsAndEntriesLaidOutByHandStayAsTheyAre() throws IOException {
        String own = "# mine\nendpoints:\n  # the lab's\n  - name: lab\n    url: http://h/v1\n    model: m\n";
        Files.createDirectories(file.getParent());
        Files.writeString(file, own);
        endpoints.add(CLOUD);
        assertThat(Files.readString(file)).startsWith(own);
        endpoints.remove("lab");
        assertThat(Files.readString(file)).startsWith("# mine\nendpoints:\n  # the lab's\n");
        assertThat(endpoints.read()).containsExactly(CLOUD);
    }

    @Test
    void mistakesAreToldWithTheirLineAndAnUnknownNameWithTheNearest() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "endpoints:\n  - {name: lab, url: 'ftp://x', model: m}\n  - {name: b, url: 'http://h', "
                + "modle: m}\n");
        assertThatThrownBy(endpoints::read).hasMessageContaining("2")
                .hasMessageContaining("url")
                .hasMessageContaining("modle");
        Files.delete(file);
        endpoints.add(LAB);
        assertThatThrownBy(() -> endpoints.named("labb")).isInstanceOfSatisfying(UserError.class,
                e -> assertThat(e.remedy()).contains("lab"));
    }

    @Test
    void aKeyInPlaceOfAVariablesNameIsRefusedAndNotRepeated() {
        for (String key : List.of("sk-secret-4711", "a b", "")) {
            assertThatThrownBy(() -> new NamedEndpoint("lab", "http://h/v1", "m", Optional.of(key)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("4711");
        }
        assertThatThrownBy(() -> new NamedEndpoint("lab", "http://me:4711@h/v1", "m", Optional.empty()))
                .hasMessageNotContaining("4711");
    }
}
