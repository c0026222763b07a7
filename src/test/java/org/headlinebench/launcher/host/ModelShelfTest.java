package org.headlinebench.launcher.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.library.HubSettings;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.ModelParts;
import org.headlinebench.launcher.protocol.HostCommand;
import org.headlinebench.launcher.protocol.HostReport;
import org.headlinebench.launcher.protocol.ModelPart;

class ModelShelfTest {
    private static final Path TINY = Path.of("src/test/resources/worker/tiny-model");
    private static final String OTHER = "0".repeat(64);

    @TempDir
    Path folder;

    private Path copied;
    private ModelShelf shelf;

    @BeforeEach
    void fill() {
        copied = folder.resolve("copied");
        shelf = new ModelShelf(new ModelLibrary(CatalogLoader.withUserFile(folder.resolve("models.yaml")),
                folder.resolve("models"), HubSettings.of(Map.of(), folder), List.of()), copied);
    }

    @Test
    void aModelIsFoundByItsIdAndRefusedByAnotherChecksum() {
        assertThat(shelf.find(new HostCommand.Find("headline-draft", List.of()))).isInstanceOf(HostReport.Found.class);
        assertThat(shelf.find(new HostCommand.Find("headline-draft", List.of(List.of(OTHER)))))
                .isInstanceOfSatisfying(HostReport.Missing.class, missing -> {
                    assertThat(missing.reason()).isEqualTo(HostReport.Reason.DIFFERENT);
                    assertThat(missing.detail()).contains(".gguf has the checksum");
                });
        assertThat(reason("smollm2-135m-instruct")).isEqualTo(HostReport.Reason.NOT_INSTALLED);
        assertThat(reason("no-such-model")).isEqualTo(HostReport.Reason.UNKNOWN);
        assertThat(reason("")).isEqualTo(HostReport.Reason.UNKNOWN);
    }

    @Test
    void aPathIsNothingThatCanBeAskedFor() {
        assertThat(reason(TINY.toAbsolutePath().toString())).isEqualTo(HostReport.Reason.UNKNOWN);
    }

    @Test
    void whatIsTakenIsFoundByItsChecksums() throws IOException {
        List<ModelPart> parts = ModelParts.of(TINY);
        var arrived = new ArrayList<Double>();
        Path taken = shelf.take(parts, chunks(parts, 10_000, 0)::next, (fraction, _) -> arrived.add(fraction));
        assertThat(arrived).isSorted().endsWith(1.0);
        assertThat(ModelParts.of(taken)).isEqualTo(parts);
        assertThat(shelf.find(new HostCommand.Find("",
                List.of(parts.stream().map(ModelPart::sha256).toList()))))
                .isEqualTo(new HostReport.Found(taken.toString()));
    }

    @Test
    void whatArrivesDamagedLeavesNothing() throws IOException {
        List<ModelPart> parts = ModelParts.of(TINY);
        assertThatThrownBy(() -> shelf.take(parts, chunks(parts, 10_000, 1)::next, (_, _) -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("another content");
        assertThatThrownBy(() -> shelf.take(parts, () -> new HostCommand.Chunk("!!"), (_, _) -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("damaged");
        try (Stream<Path> left = Files.list(copied)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aFileCannotLeaveItsFolder() {
        for (String name : List.of("../x", "/etc/x", "a\\b", "..", ".hidden", "", "x\n")) {
            assertThatThrownBy(() -> new ModelPart(name, 1, OTHER)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private HostReport.Reason reason(String model) {
        return ((HostReport.Missing) shelf.find(new HostCommand.Find(model, List.of()))).reason();
    }

    /** @param change is added to the first byte of all */
    private static Iterator<HostCommand.Chunk> chunks(List<ModelPart> parts, int size, int change)
            throws IOException {
        var chunks = new ArrayList<HostCommand.Chunk>();
        for (ModelPart part : parts) {
            byte[] all = Files.readAllBytes(TINY.resolve(part.name()));
            if (chunks.isEmpty()) {
                all[0] += (byte) change;
            }
            for (int from = 0; from < all.length; from += size) {
                chunks.add(new HostCommand.Chunk(Base64.getEncoder()
                        .encodeToString(java.util.Arrays.copyOfRange(all, from, Math.min(all.length, from + size)))));
            }
        }
        return chunks.iterator();
    }
}
