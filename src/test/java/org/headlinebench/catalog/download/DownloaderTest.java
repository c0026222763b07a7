package org.headlinebench.catalog.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.PullProgress.Phase;
import org.headlinebench.catalog.download.ScriptedServer.Script;

@Timeout(20)
class DownloaderTest {
    private static final byte[] FILE = Samples.bytes(300_000);
    private static final Checksum RIGHT = Samples.checksum(FILE);

    @TempDir
    Path folder;

    @Test
    void aWholeFileArrivesVerifiedWithProgressUpToItsSize() throws IOException {
        List<PullProgress> seen = new ArrayList<>();
        try (var server = new ScriptedServer((_, reply) -> reply.whole(FILE))) {
            fetch(server, Optional.of(RIGHT), new Pull(seen::add, CancellationCheck.NEVER));
        }
        assertThat(target()).hasBinaryContent(FILE);
        assertThat(folder).isDirectoryNotContaining("glob:**.part*");
        assertThat(seen).extracting(PullProgress::phase).contains(Phase.CONNECTING, Phase.DOWNLOADING, Phase.VERIFYING);
        PullProgress last = seen.stream().filter(p -> p.phase() == Phase.DOWNLOADING).toList().getLast();
        assertThat(last.doneBytes()).isEqualTo(FILE.length);
        assertThat(last.totalBytes()).isEqualTo(OptionalLong.of(FILE.length));
    }

    @Test
    void aConnectionThatBreaksMidBodyIsResumedFromTheBytesAlreadyHere() throws IOException {
        try (var server = new ScriptedServer((request, reply) -> {
            int start = request.rangeStart();
            if (start == 0) {
                reply.head(200, "ETag: \"v1\"", "Content-Length: " + FILE.length);
            } else {
                assertThat(request.header("if-range")).contains("\"v1\"");
                reply.head(206, "ETag: \"v1\"", "Content-Length: " + (FILE.length - start),
                        "Content-Range: bytes " + start + "-" + (FILE.length - 1) + "/" + FILE.length);
            }
            reply.bytes(FILE, start, Math.min(FILE.length, start + 120_000));
        })) {
            fetch(server, Optional.of(RIGHT));
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().get(1).rangeStart()).isPositive();
            assertThat(server.requests().get(2).rangeStart()).isGreaterThan(server.requests().get(1).rangeStart());
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aPartLeftByAnEarlierRunIsContinued() throws IOException {
        leavePart(FILE, 100_000, "\"v1\"");
        try (var server = new ScriptedServer(ranged(FILE, "\"v1\""))) {
            fetch(server, Optional.empty());
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().getFirst().rangeStart()).isEqualTo(100_000);
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aServerThatIgnoresRangeIsReadFromTheStart() throws IOException {
        leavePart(FILE, 100_000, "\"v1\"");
        try (var server = new ScriptedServer((_, reply) -> reply.whole(FILE, "ETag: \"v1\""))) {
            fetch(server, Optional.of(RIGHT));
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aFileThatChangedSinceThePartWasLeftIsFetchedAnew() throws IOException {
        byte[] old = Samples.bytes(300_001);
        leavePart(old, 100_000, "\"old\"");
        // The server ignores If-Range and sends the rest of the new version.
        try (var server = new ScriptedServer(ranged(FILE, "\"new\""))) {
            fetch(server, Optional.empty());
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aWrongPartIsFoundByTheChecksumAndTheFileFetchedOnceMore() throws IOException {
        leavePart(Samples.bytes(299_999), 100_000, "\"v1\"");
        try (var server = new ScriptedServer(ranged(FILE, "\"v1\""))) {
            fetch(server, Optional.of(RIGHT));
            assertThat(server.requests()).extracting(ScriptedServer.Request::rangeStart).containsExactly(100_000, 0);
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void anAnswer416DropsThePartAndStartsAgain() throws IOException {
        leavePart(FILE, 200_000, "\"v1\"");
        try (var server = new ScriptedServer((request, reply) -> {
            if (request.header("range").isPresent()) {
                reply.empty(416, "Content-Range: bytes */100");
            } else {
                reply.whole(FILE);
            }
        })) {
            fetch(server, Optional.of(RIGHT));
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aPartThatIsAlreadyCompleteIsNotFetchedAgain() throws IOException {
        leavePart(FILE, FILE.length, "\"v1\"");
        try (var server = new ScriptedServer((request, reply) -> {
            assertThat(request.rangeStart()).isEqualTo(FILE.length);
            reply.empty(416, "Content-Range: bytes */" + FILE.length);
        })) {
            fetch(server, Optional.empty());
            assertThat(server.requests()).hasSize(1);
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aServerThatAnnouncesAnotherSizeIsRefusedBeforeItsBodyIsRead() throws IOException {
        for (int lie : new int[]{FILE.length - 1, FILE.length + 1}) {
            try (var server = new ScriptedServer((_, reply) -> reply.whole(Samples.bytes(lie)))) {
                PullError error = refused(server, Optional.of(RIGHT));
                assertThat(error.reason()).isEqualTo(Reason.WRONG_CONTENT);
                assertThat(error).hasMessageContaining(lie + " bytes").hasMessageContaining("300000");
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void anEndlessBodyIsCutAtTheExpectedSize() throws IOException {
        byte[] chunk = Samples.bytes(64_000);
        try (var server = new ScriptedServer((_, reply) -> {
            reply.head(200);
            while (true) {
                reply.bytes(chunk, 0, chunk.length);
            }
        })) {
            PullError error = refused(server, Optional.of(RIGHT));
            assertThat(error.reason()).isEqualTo(Reason.WRONG_CONTENT);
            assertThat(error).hasMessageContaining("more than its 300000 bytes");
        }
        assertNothingIsLeft();
    }

    @Test
    void anEndlessBodyOfUnknownSizeIsCutAtTheLimit() throws IOException {
        byte[] chunk = Samples.bytes(64_000);
        try (var server = new ScriptedServer((_, reply) -> {
            reply.head(200);
            while (true) {
                reply.bytes(chunk, 0, chunk.length);
            }
        })) {
            assertThat(refused(server, Optional.empty()).reason()).isEqualTo(Reason.WRONG_CONTENT);
        }
        assertNothingIsLeft();
    }

    @Test
    void aServerThatAlwaysSendsLessThanItAnnouncesIsGivenUp() throws IOException {
        try (var server = new ScriptedServer((request, reply) -> {
            int start = request.rangeStart();
            reply.head(start == 0 ? 200 : 206, "ETag: \"v1\"", "Content-Length: " + (FILE.length - start),
                    "Content-Range: bytes " + start + "-" + (FILE.length - 1) + "/" + FILE.length);
            reply.bytes(FILE, start, Math.max(start, 50_000));
        })) {
            PullError error = refused(server, Optional.of(RIGHT));
            assertThat(error.reason()).isEqualTo(Reason.BROKEN_CONNECTION);
            assertThat(server.requests()).hasSize(1 + Samples.IMPATIENT.fruitlessAttempts());
        }
        assertThat(folder.resolve("model.bin.part")).hasSize(50_000);
        assertThat(target()).doesNotExist();
    }

    @Test
    void wrongBytesAreRemovedAndNamed() throws IOException {
        byte[] wrong = Samples.bytes(FILE.length);
        wrong[77] ^= 1;
        try (var server = new ScriptedServer((_, reply) -> reply.whole(wrong))) {
            PullError error = refused(server, Optional.of(RIGHT));
            assertThat(error.reason()).isEqualTo(Reason.WRONG_CONTENT);
            assertThat(error).hasMessageContaining(RIGHT.sha256());
            assertThat(error.remedy()).contains("Try again");
            assertThat(server.requests()).hasSize(1);
        }
        assertNothingIsLeft();
    }

    @Test
    void theHubsOwnChecksumsAreHeldWhereTheCatalogHasNone() throws IOException {
        String commit = "X-Repo-Commit: " + "a".repeat(40);
        byte[] hello = "hello world\n".getBytes();
        // git hash-object of that text
        String blob = "3b18e512dba79e4c8300dd08aeb37f8e728b8dad";
        for (String mark : List.of("ETag: \"" + blob + "\"", "X-Linked-ETag: \"" + Samples.sha256(hello) + "\"")) {
            Files.deleteIfExists(target());
            try (var server = new ScriptedServer((_, reply) -> reply.whole(hello, commit, mark))) {
                fetch(server, Optional.empty());
            }
            assertThat(target()).hasBinaryContent(hello);
            Files.delete(target());
            try (var server = new ScriptedServer((_, reply) -> reply.whole("jello world\n".getBytes(), commit, mark))) {
                assertThat(refused(server, Optional.empty()).reason()).isEqualTo(Reason.WRONG_CONTENT);
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void theTokenGoesToItsOwnServerAndNotToTheOneItRedirectsTo() throws IOException {
        try (var storage = new ScriptedServer((_, reply) -> reply.whole(FILE));
                var hub = new ScriptedServer(
                        (_, reply) -> reply.empty(302, "Location: " + storage.uri("/blob?sig=1")))) {
            Optional<BearerToken> token = BearerToken.of("hf_secret", hub.uri(""));
            downloader().fetch(request(hub.uri("/model.bin"), token, Optional.of(RIGHT)), quiet());
            assertThat(hub.requests().getFirst().header("authorization")).contains("Bearer hf_secret");
            assertThat(storage.requests().getFirst().headers()).doesNotContainKey("authorization");
        }
        assertThat(target()).hasBinaryContent(FILE);
    }

    @Test
    void aRedirectWithinTheServerKeepsTheToken() throws IOException {
        try (var hub = new ScriptedServer((request, reply) -> {
            if (request.path().equals("/model.bin")) {
                reply.empty(307, "Location: /cache/model.bin");
            } else {
                reply.whole(FILE);
            }
        })) {
            Optional<BearerToken> token = BearerToken.of("hf_secret", hub.uri(""));
            downloader().fetch(request(hub.uri("/model.bin"), token, Optional.of(RIGHT)), quiet());
            assertThat(hub.requests()).hasSize(2)
                    .allSatisfy(
                            request -> assertThat(request.header("authorization")).contains("Bearer hf_secret"));
        }
    }

    @Test
    void endlessOrUnsafeRedirectsAreRefused() throws IOException {
        try (var hub = new ScriptedServer((_, reply) -> reply.empty(302, "Location: /model.bin"))) {
            assertThat(refused(hub, Optional.of(RIGHT))).hasMessageContaining("without end");
        }
        for (String place : List.of("file:///etc/passwd", "ftp://127.0.0.1/x", "http://user:pw@127.0.0.1/x")) {
            try (var hub = new ScriptedServer((_, reply) -> reply.empty(302, "Location: " + place))) {
                PullError error = refused(hub, Optional.of(RIGHT));
                assertThat(error).hasMessageContaining("not safe").hasMessageNotContaining("pw");
            }
        }
    }

    @Test
    void aServersPassingTroubleIsWaitedOut() throws IOException {
        AtomicInteger turn = new AtomicInteger();
        List<PullProgress> seen = new ArrayList<>();
        try (var server = new ScriptedServer((_, reply) -> {
            switch (turn.getAndIncrement()) {
                case 0 -> reply.empty(500);
                case 1 -> reply.empty(429, "Retry-After: 0");
                default -> reply.whole(FILE);
            }
        })) {
            fetch(server, Optional.of(RIGHT), new Pull(seen::add, CancellationCheck.NEVER));
        }
        assertThat(target()).hasBinaryContent(FILE);
        assertThat(seen).extracting(PullProgress::phase).contains(Phase.RETRYING);
    }

    @Test
    void aServerThatStaysBrokenIsGivenUpAfterABoundedNumberOfAttempts() throws IOException {
        try (var server = new ScriptedServer((_, reply) -> reply.empty(503))) {
            PullError error = refused(server, Optional.of(RIGHT));
            assertThat(error.reason()).isEqualTo(Reason.SERVER);
            assertThat(error).hasMessageContaining("503");
            assertThat(server.requests()).hasSize(Samples.IMPATIENT.fruitlessAttempts());
        }
    }

    @Test
    void aLongRetryAfterIsToldInsteadOfWaitedFor() throws IOException {
        try (var server = new ScriptedServer((_, reply) -> reply.empty(429, "Retry-After: 3600"))) {
            PullError error = refused(server, Optional.of(RIGHT));
            assertThat(error.reason()).isEqualTo(Reason.RATE_LIMITED);
            assertThat(error.remedy()).contains("60 min");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsToldAsOffline() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        PullError error = refused(URI.create("http://127.0.0.1:" + port + "/x"), Optional.of(RIGHT));
        assertThat(error.reason()).isEqualTo(Reason.OFFLINE);
        assertThat(error.remedy()).contains("network").contains("already on this machine");
        PullError unknown = refused(URI.create("http://no-such-host.invalid/x"), Optional.of(RIGHT));
        assertThat(unknown.reason()).isEqualTo(Reason.OFFLINE);
    }

    @Test
    void tooLittleFreeSpaceIsFoundBeforeAByteIsWritten() throws IOException {
        Downloader small = new Downloader(Samples.IMPATIENT, _ -> DiskSpace.RESERVE_BYTES + FILE.length - 1);
        try (var server = new ScriptedServer((_, reply) -> reply.whole(FILE))) {
            assertThatThrownBy(
                    () -> small.fetch(request(server.uri("/f"), Optional.empty(), Optional.of(RIGHT)), quiet()))
                    .isInstanceOfSatisfying(PullError.class,
                            error -> assertThat(error.reason()).isEqualTo(Reason.NO_SPACE));
        }
        assertNothingIsLeft();
    }

    @Test
    void aSilentServerCountsAsBroken() throws IOException {
        Downloader hasty = new Downloader(new RetryPolicy(1, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO,
                Duration.ofMillis(300)), DiskSpace.REAL);
        for (boolean withHead : new boolean[]{false, true}) {
            try (var server = new ScriptedServer((_, reply) -> {
                if (withHead) {
                    reply.head(200, "Content-Length: " + FILE.length);
                    reply.bytes(FILE, 0, 1000);
                }
                Thread.sleep(10_000);
            })) {
                assertThatThrownBy(
                        () -> hasty.fetch(request(server.uri("/f"), Optional.empty(), Optional.of(RIGHT)), quiet()))
                        .isInstanceOfSatisfying(PullError.class,
                                error -> assertThat(error.reason()).isEqualTo(Reason.BROKEN_CONNECTION));
            }
        }
    }

    @Test
    void cancelEndsADownloadWithinASecondAndKeepsWhatArrived() throws Exception {
        for (boolean beforeTheHead : new boolean[]{false, true}) {
            try (var server = new ScriptedServer((_, reply) -> {
                if (!beforeTheHead) {
                    reply.head(200, "Content-Length: " + FILE.length, "ETag: \"v1\"");
                    reply.bytes(FILE, 0, 100_000);
                }
                Thread.sleep(10_000);
            })) {
                Instant wish = Instant.now().plusMillis(500);
                Pull pull = new Pull(ProgressListener.SILENT, () -> Instant.now().isAfter(wish));
                assertThatThrownBy(() -> fetch(server, Optional.of(RIGHT), pull))
                        .isInstanceOf(CancellationException.class);
                assertThat(Duration.between(wish, Instant.now())).isLessThan(Duration.ofSeconds(1));
            }
            assertThat(folder.resolve("model.bin.part")).hasSize(100_000);
        }
    }

    private static Script ranged(byte[] file, String etag) {
        return (request, reply) -> {
            int start = request.rangeStart();
            if (start == 0) {
                reply.whole(file, "ETag: " + etag);
            } else {
                reply.head(206, "ETag: " + etag, "Content-Length: " + (file.length - start),
                        "Content-Range: bytes " + start + "-" + (file.length - 1) + "/" + file.length);
                reply.bytes(file, start, file.length);
            }
        };
    }

    private void leavePart(byte[] content, int length, String etag) throws IOException {
        Files.write(folder.resolve("model.bin.part"), Arrays.copyOf(content, length));
        Files.writeString(folder.resolve("model.bin.part.etag"), etag);
    }

    private PullError refused(ScriptedServer server, Optional<Checksum> expected) {
        return refused(server.uri("/model.bin"), expected);
    }

    private PullError refused(URI uri, Optional<Checksum> expected) {
        return catchThrowableOfType(PullError.class,
                () -> downloader().fetch(request(uri, Optional.empty(), expected), quiet()));
    }

    private void fetch(ScriptedServer server, Optional<Checksum> expected) {
        fetch(server, expected, quiet());
    }

    private void fetch(ScriptedServer server, Optional<Checksum> expected, Pull pull) {
        downloader().fetch(request(server.uri("/model.bin"), Optional.empty(), expected), pull);
    }

    private DownloadRequest request(URI uri, Optional<BearerToken> token, Optional<Checksum> expected) {
        return new DownloadRequest("model.bin", uri, token, expected, 1_000_000, target(),
                (status, _) -> new PullError(Reason.SERVER, "refused " + status, "-"));
    }

    private static Downloader downloader() {
        return new Downloader(Samples.IMPATIENT, DiskSpace.REAL);
    }

    private static Pull quiet() {
        return new Pull(ProgressListener.SILENT, CancellationCheck.NEVER);
    }

    private Path target() {
        return folder.resolve("model.bin");
    }

    private void assertNothingIsLeft() {
        assertThat(folder).isEmptyDirectory();
    }
}
