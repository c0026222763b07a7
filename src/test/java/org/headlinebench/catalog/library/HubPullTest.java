package org.headlinebench.catalog.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.PullProgress;
import org.headlinebench.catalog.download.PullProgress.Phase;
import org.headlinebench.catalog.download.Samples;
import org.headlinebench.catalog.download.ScriptedServer;
import org.headlinebench.catalog.download.ScriptedServer.Script;

/** Hugging Face repositories, against a hub of our own on loopback. */
@Timeout(20)
class HubPullTest {
    static final Script HUB = (request, reply) -> {
        String name = request.path().substring(request.path().lastIndexOf('/') + 1);
        if (!request.path().equals("/org/tiny/resolve/" + Entries.COMMIT + "/" + name)) {
            reply.empty(404, "X-Error-Code: RepoNotFound");
        } else {
            reply.whole(Entries.FILES.get(name), "ETag: \"" + name + "\"");
        }
    };
    private final CatalogEntry entry = Entries.entry(Entries.hub());

    @TempDir
    Path folder;

    @Test
    void aRepositoryIsFetchedFileByFileWithOneProgressForAll() throws IOException {
        List<PullProgress> seen = new ArrayList<>();
        try (var hub = new ScriptedServer(HUB)) {
            ModelLibrary library = library(hub.uri(""), Map.of());
            assertThat(library.isInstalled(entry)).isFalse();
            InstalledModel model = library.pull(entry, seen::add, CancellationCheck.NEVER);
            assertThat(model.format()).isEqualTo(ModelFormat.HUGGING_FACE_FOLDER);
            assertThat(model.sizeBytes()).isEqualTo(200_009);
            assertThat(model.owned()).isTrue();
            assertThat(model.path()).startsWith(folder.resolve("models/tiny"));
            assertThat(model.path().resolve("model.safetensors")).hasBinaryContent(Entries.WEIGHTS);
            assertThat(library.pathOf(entry)).contains(model.path());
            assertThat(library.list()).singleElement()
                    .isEqualTo(new ModelStatus(entry, Optional.of(model)));
            assertThat(hub.requests()).hasSize(3);

            library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
            assertThat(hub.requests()).as("nothing is fetched twice").hasSize(3);
        }
        List<Long> done = seen.stream()
                .filter(p -> p.phase() == Phase.DOWNLOADING)
                .map(PullProgress::doneBytes)
                .toList();
        assertThat(done).isSorted().last().isEqualTo(200_009L);
        assertThat(seen.getLast().phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void aModelInTheHubsOwnCacheIsUsedAndNotFetched() throws IOException {
        Path snapshot = folder.resolve("hf/hub/models--org--tiny/snapshots/" + Entries.COMMIT);
        Path blobs = Files.createDirectories(folder.resolve("hf/hub/models--org--tiny/blobs"));
        Files.createDirectories(snapshot);
        for (var file : Entries.FILES.entrySet()) {
            Path blob = Files.write(blobs.resolve(Samples.sha256(file.getValue())), file.getValue());
            Files.createSymbolicLink(snapshot.resolve(file.getKey()), blob);
        }
        // Nobody listens there: a request would fail.
        ModelLibrary library = library(URI.create("http://127.0.0.1:1"), Map.of());
        InstalledModel model = library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
        assertThat(model.path()).isEqualTo(snapshot.toAbsolutePath());
        assertThat(model.sizeBytes()).isEqualTo(200_009);
        assertThat(model.owned()).isFalse();
        assertThat(folder.resolve("models")).doesNotExist();
        assertThatThrownBy(() -> library.delete(entry)).hasMessageContaining("did not write");
        assertThat(snapshot.resolve("config.json")).exists();

        Files.delete(snapshot.resolve("tokenizer.json"));
        assertThat(library.isInstalled(entry)).as("an incomplete snapshot is none").isFalse();
    }

    @Test
    void aBranchInTheHubsCacheIsFollowedToItsCommit() throws IOException {
        Path model = folder.resolve("hf/hub/models--org--tiny");
        Path snapshot = Files.createDirectories(model.resolve("snapshots/" + Entries.COMMIT));
        for (var file : Entries.FILES.entrySet()) {
            Files.write(snapshot.resolve(file.getKey()), file.getValue());
        }
        Files.createDirectories(model.resolve("refs"));
        Files.writeString(model.resolve("refs/main"), Entries.COMMIT);
        CatalogEntry main = Entries.entry(new HubRepository("org/tiny", "main",
                200_009, Entries.hub().files()));
        assertThat(library(URI.create("http://127.0.0.1:1"), Map.of()).pathOf(main))
                .contains(snapshot.toAbsolutePath());
        Files.writeString(model.resolve("refs/main"), "../../../../etc");
        assertThat(library(URI.create("http://127.0.0.1:1"), Map.of()).pathOf(main)).isEmpty();
    }

    @Test
    void aGatedModelWithoutATokenTellsHowToGetIt() throws IOException {
        try (var hub = new ScriptedServer((_, reply) -> reply.empty(401, "X-Error-Code: GatedRepo"))) {
            PullError error = refused(library(hub.uri(""), Map.of()));
            assertThat(error.reason()).isEqualTo(Reason.GATED);
            assertThat(error).hasMessageContaining("accepted its licence").hasMessageContaining("no token");
            assertThat(error.remedy()).contains(hub.uri("/org/tiny").toString()).contains("HF_TOKEN");
            assertThat(hub.requests()).hasSize(1);
        }
    }

    @Test
    void aTokenThatIsRefusedIsToldApartFromOneThatIsNotEnoughAndNeverShown() throws IOException {
        for (int status : new int[]{401, 403}) {
            try (var hub = new ScriptedServer((_, reply) -> reply.empty(status))) {
                PullError error = refused(library(hub.uri(""), Map.of("HF_TOKEN", "hf_topsecret")));
                assertThat(error.reason()).isEqualTo(Reason.GATED);
                assertThat(error).hasMessageContaining(status == 401 ? "wrong or expired" : "no access");
                StringWriter trace = new StringWriter();
                error.printStackTrace(new PrintWriter(trace));
                assertThat(trace + error.remedy()).doesNotContain("topsecret");
                assertThat(hub.requests().getFirst().header("authorization")).contains("Bearer hf_topsecret");
                assertThat(hub.requests().getFirst().path()).doesNotContain("topsecret");
            }
        }
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        Map<String, String> words = Map.of("RepoNotFound", "no repository org/tiny", "RevisionNotFound", "no revision",
                "EntryNotFound", "no file config.json");
        for (var word : words.entrySet()) {
            try (var hub = new ScriptedServer((_, reply) -> reply.empty(404, "X-Error-Code: " + word.getKey()))) {
                PullError error = refused(library(hub.uri(""), Map.of()));
                assertThat(error.reason()).isEqualTo(Reason.NOT_FOUND);
                assertThat(error).hasMessageContaining(word.getValue());
            }
        }
    }

    @Test
    void theOfflineFlagForbidsRequests() throws IOException {
        try (var hub = new ScriptedServer(HUB)) {
            PullError error = refused(library(hub.uri(""), Map.of("HF_HUB_OFFLINE", "1")));
            assertThat(error.reason()).isEqualTo(Reason.OFFLINE);
            assertThat(error.remedy()).contains("HF_HUB_OFFLINE");
            assertThat(hub.requests()).isEmpty();
        }
    }

    @Test
    void aFullDiskIsToldBeforeTheFirstRequest() throws IOException {
        try (var hub = new ScriptedServer(HUB)) {
            ModelLibrary library = new ModelLibrary(Entries.catalog(entry), folder.resolve("models"),
                    settings(hub.uri(""), Map.of()), List.of(), Samples.IMPATIENT,
                    _ -> DiskSpace.RESERVE_BYTES + 200_008,
                    _ -> Optional.empty());
            assertThat(refused(library).reason()).isEqualTo(Reason.NO_SPACE);
            assertThat(hub.requests()).isEmpty();
        }
    }

    @Test
    void aBrokenPullIsTakenUpAtTheFileItStoppedIn() throws IOException {
        try (var hub = new ScriptedServer((request, reply) -> {
            if (request.path().endsWith("safetensors")) {
                reply.empty(503);
            } else {
                HUB.answer(request, reply);
            }
        })) {
            assertThat(refused(library(hub.uri(""), Map.of())).reason()).isEqualTo(Reason.SERVER);
        }
        try (var hub = new ScriptedServer(HUB)) {
            library(hub.uri(""), Map.of()).pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
            assertThat(hub.requests()).singleElement().satisfies(r -> assertThat(r.path()).endsWith("safetensors"));
        }
    }

    @Test
    void deletingFreesWhatWasFetched() throws IOException {
        try (var hub = new ScriptedServer(HUB)) {
            ModelLibrary library = library(hub.uri(""), Map.of());
            library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
            assertThat(library.delete(entry)).isEqualTo(200_009);
            assertThat(library.isInstalled(entry)).isFalse();
            assertThat(folder.resolve("models/tiny")).doesNotExist();
            assertThatThrownBy(() -> library.delete(entry)).hasMessageContaining("not on this machine");
        }
    }

    private PullError refused(ModelLibrary library) {
        return catchThrowableOfType(PullError.class,
                () -> library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER));
    }

    private HubSettings settings(URI endpoint, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HF_ENDPOINT", endpoint.toString());
        environment.put("HF_HOME", folder.resolve("hf").toString());
        return HubSettings.of(environment, folder);
    }

    private ModelLibrary library(URI endpoint, Map<String, String> environment) {
        return new ModelLibrary(Entries.catalog(entry), folder.resolve("models"), settings(endpoint, environment),
                List.of(), Samples.IMPATIENT, DiskSpace.REAL, _ -> Optional.empty());
    }
}
