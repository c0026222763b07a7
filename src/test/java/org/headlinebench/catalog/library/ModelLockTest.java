package org.headlinebench.catalog.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.download.PullProgress.Phase;
import org.headlinebench.catalog.download.Samples;
import org.headlinebench.catalog.download.ScriptedServer;
import org.headlinebench.failure.UserError;

@Timeout(30)
class ModelLockTest {
    private final CatalogEntry entry = Entries.entry(Entries.hub());

    @TempDir
    Path folder;

    @Test
    void twoPullsAtOnceFetchOnceAndTheSecondSaysThatItWaits() throws Exception {
        CountDownLatch secondWaits = new CountDownLatch(1);
        CountDownLatch firstIsInside = new CountDownLatch(1);
        try (var hub = new ScriptedServer((request, reply) -> {
            firstIsInside.countDown();
            assertThat(secondWaits.await(10, TimeUnit.SECONDS)).isTrue();
            HubPullTest.HUB.answer(request, reply);
        })) {
            CompletableFuture<InstalledModel> first = CompletableFuture.supplyAsync(() -> library(hub.uri(""))
                    .pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER));
            assertThat(firstIsInside.await(10, TimeUnit.SECONDS)).isTrue();
            InstalledModel second = library(hub.uri("")).pull(entry, progress -> {
                if (progress.phase() == Phase.WAITING_FOR_OTHER_PULL) {
                    secondWaits.countDown();
                }
            }, CancellationCheck.NEVER);
            assertThat(second).isEqualTo(first.get(10, TimeUnit.SECONDS));
            assertThat(hub.requests()).hasSize(3);
        }
    }

    @Test
    void anotherProcessIsWaitedForTheWaitCanBeCancelledAndItsDeathFreesTheModel() throws Exception {
        Path lock = new SourceFolders(folder.resolve("models").toAbsolutePath()).lockOf(entry.id());
        Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), "-Xmx64m", LockHolder.class.getName(), lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var hub = new ScriptedServer(HubPullTest.HUB)) {
            BufferedReader said = new BufferedReader(new InputStreamReader(other.getInputStream()));
            assertThat(said.readLine()).isEqualTo("locked");
            ModelLibrary library = library(hub.uri(""));

            Instant wish = Instant.now().plusMillis(300);
            assertThatThrownBy(() -> library.pull(entry, ProgressListener.SILENT, () -> Instant.now().isAfter(wish)))
                    .isInstanceOf(CancellationException.class);
            assertThat(Duration.between(wish, Instant.now())).isLessThan(Duration.ofSeconds(1));
            assertThat(hub.requests()).isEmpty();

            InstalledModel model = library.pull(entry, progress -> {
                if (progress.phase() == Phase.WAITING_FOR_OTHER_PULL) {
                    other.destroyForcibly();
                }
            }, CancellationCheck.NEVER);
            assertThat(model.sizeBytes()).isEqualTo(200_009);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aModelThatIsBeingFetchedIsNotDeleted() throws Exception {
        try (var hub = new ScriptedServer(HubPullTest.HUB)) {
            ModelLibrary library = library(hub.uri(""));
            InstalledModel model = library.pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER);
            Path lock = new SourceFolders(folder.resolve("models").toAbsolutePath()).lockOf(entry.id());
            try (ModelLock _ = ModelLock.tryNow(lock).orElseThrow()) {
                assertThatThrownBy(() -> library.delete(entry)).isInstanceOf(UserError.class)
                        .hasMessageContaining("being fetched");
            }
            assertThat(model.path()).isDirectory();
        }
    }

    private ModelLibrary library(URI endpoint) {
        HubSettings settings = HubSettings.of(Map.of("HF_ENDPOINT", endpoint.toString()), folder);
        return new ModelLibrary(Entries.catalog(entry), folder.resolve("models"), settings, List.of(),
                Samples.IMPATIENT, DiskSpace.REAL, _ -> Optional.empty());
    }
}
