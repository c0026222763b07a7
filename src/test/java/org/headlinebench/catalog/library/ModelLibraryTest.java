package org.headlinebench.catalog.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.ModelSource.BundledFile;
import org.headlinebench.catalog.ModelSource.ConvertedRepository;
import org.headlinebench.catalog.ModelSource.LocalPath;
import org.headlinebench.catalog.RelativePath;
import org.headlinebench.catalog.UnknownModel;
import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.Samples;
import org.headlinebench.failure.UserError;

class ModelLibraryTest {
    private static final BundledFile BUNDLED = new BundledFile(new RelativePath("tiny.gguf"),
            Samples.checksum(Entries.GGUF));

    @TempDir
    Path folder;

    @Test
    void anIdMeansTheCatalogsModel() {
        CatalogEntry entry = Entries.entry(Entries.hub());
        ModelLibrary library = library(entry, _ -> Optional.empty());
        for (String typed : List.of("tiny", "TINY", "org/tiny")) {
            assertThat(library.find(typed)).isEqualTo(new ModelChoice.FromCatalog(entry));
        }
    }

    @Test
    void aPathMeansTheFileOrFolderThere() throws IOException {
        ModelLibrary library = library(Entries.entry(Entries.hub()), _ -> Optional.empty());
        Path gguf = Files.write(folder.resolve("mine.bin"), Entries.GGUF);
        assertThat(library.find(gguf.toString())).isEqualTo(new ModelChoice.FromDisk(
                new InstalledModel(gguf.toAbsolutePath(), ModelFormat.GGUF_FILE, Entries.GGUF.length, false)));
        Path hub = Files.createDirectories(folder.resolve("hub"));
        for (var file : Entries.FILES.entrySet()) {
            Files.write(hub.resolve(file.getKey()), file.getValue());
        }
        assertThat(library.find(hub.toString())).isEqualTo(new ModelChoice.FromDisk(
                new InstalledModel(hub.toAbsolutePath(), ModelFormat.HUGGING_FACE_FOLDER, 200_009, false)));
    }

    @Test
    void whatIsNeitherIsRefusedWithWhatToDo() throws IOException {
        ModelLibrary library = library(Entries.entry(Entries.hub()), _ -> Optional.empty());
        assertThatThrownBy(() -> library.find("tinny")).isInstanceOf(UnknownModel.class)
                .hasMessageContaining("did you mean 'tiny'?");
        assertThatThrownBy(() -> library.find("")).isInstanceOf(UnknownModel.class);
        assertThatThrownBy(() -> library.find("a\0b")).isInstanceOf(UnknownModel.class);
        assertThatThrownBy(() -> library.find("./no/such.gguf")).isInstanceOf(UserError.class)
                .hasMessageContaining("no model at");
        Path text = Files.writeString(folder.resolve("model.safetensors"), "hello");
        assertThatThrownBy(() -> library.find(text.toString())).isInstanceOfSatisfying(UserError.class,
                error -> assertThat(error.remedy()).contains("Give the folder"));
        assertThatThrownBy(() -> library.find(folder.toString())).isInstanceOf(UserError.class)
                .hasMessageContaining("no config.json");
        Files.write(folder.resolve("x.gguf"), Entries.GGUF);
        assertThatThrownBy(() -> library.find(folder.toString())).isInstanceOfSatisfying(UserError.class,
                error -> assertThat(error.remedy()).contains("that file's path"));
    }

    @Test
    void aBundledModelIsTakenOutOfTheClassPathAndVerified() throws IOException {
        CatalogEntry entry = Entries.entry(BUNDLED);
        ModelLibrary library = library(entry, name -> name.equals("models/tiny.gguf")
                ? Optional.of(new ByteArrayInputStream(Entries.GGUF))
                : Optional.empty());
        InstalledModel model = library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
        assertThat(model.path()).hasBinaryContent(Entries.GGUF);

        ModelLibrary empty = new ModelLibrary(Entries.catalog(entry), folder.resolve("other"),
                HubSettings.of(Map.of(), folder), List.of());
        assertThatThrownBy(() -> empty.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER))
                .isInstanceOfSatisfying(PullError.class,
                        error -> assertThat(error.reason()).isEqualTo(Reason.MISSING_LOCALLY));
    }

    @Test
    void aLocalSourceIsUsedWhereItLiesAndNeverDeleted() throws IOException {
        Path gguf = folder.resolve("own.gguf").toAbsolutePath();
        CatalogEntry entry = Entries.entry(new LocalPath(gguf));
        ModelLibrary library = library(entry, _ -> Optional.empty());
        assertThatThrownBy(() -> library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER))
                .isInstanceOf(PullError.class)
                .hasMessageContaining("nothing at");
        Files.write(gguf, Entries.GGUF);
        assertThat(library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER).path()).isEqualTo(gguf);
        assertThatThrownBy(() -> library.delete(entry)).isInstanceOf(UserError.class);
        assertThat(gguf).exists();
        Files.writeString(gguf, "no longer a model");
        assertThat(library.list()).singleElement().satisfies(status -> assertThat(status.installed()).isEmpty());
    }

    /** The folder that the command names is the one in which the model is found afterwards. */
    @Test
    void whatHasToBeConvertedIsRefusedWithTheCommandThatPutsItWhereItIsFound() throws IOException {
        CatalogEntry entry = Entries.entry(new ConvertedRepository("org/tiny", "0123abcd"));
        ModelLibrary library = library(entry, _ -> Optional.empty());
        assertThat(library.find("org/tiny")).isEqualTo(new ModelChoice.FromCatalog(entry));
        assertThatThrownBy(() -> library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER))
                .isInstanceOfSatisfying(PullError.class, e -> {
                    assertThat(e).hasMessageContaining("pickled checkpoints");
                    assertThat(e.remedy()).contains("org/tiny 0123abcd '");
                    String[] quoted = e.remedy().split("'");
                    Path told = Path.of(quoted[quoted.length - 1]);
                    assertThat(library.pathOf(entry)).isEmpty();
                    try {
                        Files.createDirectories(told);
                        for (var file : Entries.FILES.entrySet()) {
                            Files.write(told.resolve(file.getKey()), file.getValue());
                        }
                    } catch (IOException broken) {
                        throw new AssertionError(broken);
                    }
                    assertThat(library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER).path())
                            .isEqualTo(told);
                });
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldAsSuch() throws IOException {
        CatalogEntry entry = Entries.entry(BUNDLED);
        Path file = Files.writeString(folder.resolve("models"), "a file where the folder should be");
        ModelLibrary library = library(entry, _ -> Optional.of(new ByteArrayInputStream(Entries.GGUF)));
        assertThatThrownBy(() -> library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER))
                .isInstanceOfSatisfying(PullError.class, error -> {
                    assertThat(error.reason()).isEqualTo(Reason.DISK);
                    assertThat(error).hasMessageContaining(file.toString());
                });
    }

    private ModelLibrary library(CatalogEntry entry, Function<String, Optional<InputStream>> resources) {
        return new ModelLibrary(Entries.catalog(entry), folder.resolve("models"), HubSettings.of(Map.of(), folder),
                List.of(), Samples.IMPATIENT, DiskSpace.REAL, resources);
    }
}
