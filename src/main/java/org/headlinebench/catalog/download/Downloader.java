package org.headlinebench.catalog.download;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.download.ChunkQueue.Signal;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.PullProgress.Phase;

/**
 * Fetches single files. A file appears at its target only whole and verified; until then {@code target.part} holds what
 * has arrived and is taken up again (RFC 9110: {@code Range} with {@code If-Range}).
 */
public final class Downloader {
    private static final Logger LOG = System.getLogger(Downloader.class.getName());

    private final RetryPolicy retries;
    private final DiskSpace space;
    private final RemoteFiles remote;

    public Downloader(RetryPolicy retries, DiskSpace space) {
        this.retries = retries;
        this.space = space;
        this.remote = new RemoteFiles(retries.silence());
    }

    /**
     * Fetches a file; the caller holds the lock of its folder.
     *
     * @throws PullError in words for the user
     * @throws java.util.concurrent.CancellationException if the user stopped it; the part stays for next time
     */
    public void fetch(DownloadRequest request, Pull pull) {
        PartFile part = new PartFile(request.target());
        try {
            Files.createDirectories(request.target().toAbsolutePath().getParent());
            boolean resumed = part.sizeBytes() > 0;
            Optional<String> difference = transferAndCheck(request, part, pull);
            if (difference.isPresent() && resumed) {
                // The old half may have been the wrong one: once more, from the start.
                LOG.log(Level.INFO, "{0} was resumed and is wrong ({1}); it is fetched anew.", request.label(),
                        difference.get());
                difference = transferAndCheck(request, part, pull);
            }
            if (difference.isPresent()) {
                throw PullError.wrongContent(request.label(), difference.get());
            }
            part.finish();
        } catch (IOException e) {
            throw PullError.disk(request.target(), e);
        }
    }

    /** Empty if the part is the file; otherwise it is removed and the difference told. */
    private Optional<String> transferAndCheck(DownloadRequest request, PartFile part, Pull pull) throws IOException {
        Optional<ContentCheck> hubCheck = transferWithRetries(request, part, pull);
        Optional<ContentCheck> check = request.expected().map(ContentCheck::of).or(() -> hubCheck);
        if (check.isEmpty()) {
            LOG.log(Level.INFO, "Neither the catalog nor the server states a checksum of {0}.", request.label());
            return Optional.empty();
        }
        Optional<String> difference = check.get().difference(part.path(), request.label(), pull);
        if (difference.isPresent()) {
            part.discard();
        }
        return difference;
    }

    private Optional<ContentCheck> transferWithRetries(DownloadRequest request, PartFile part, Pull pull)
            throws IOException {
        int fruitless = 0;
        for (int attempt = 1;; attempt++) {
            long before = part.sizeBytes();
            try {
                pull.report(Phase.CONNECTING, request.label());
                return transfer(request, part, pull);
            } catch (BrokenTransfer broken) {
                fruitless = part.sizeBytes() > before ? 0 : fruitless + 1;
                Duration pause = broken.requestedPause().orElse(retries.pauseAfter(fruitless));
                // Without any network at all there is no point in trying for long.
                boolean hopeless = broken.whenGivenUp().reason() == Reason.OFFLINE && before == 0 && attempt > 1;
                if (hopeless || fruitless >= retries.fruitlessAttempts() || attempt >= retries.allAttempts()
                        || pause.compareTo(retries.longestRequestedPause()) > 0) {
                    throw broken.whenGivenUp();
                }
                LOG.log(Level.DEBUG, "{0}: {1}; tried again in {2} ms.", request.label(), broken.getMessage(),
                        pause.toMillis());
                pull.report(Phase.RETRYING, request.label());
                pull.sleep(pause);
            }
        }
    }

    /** One attempt; afterwards the part has its full size. Returns what the hub says about the content. */
    private Optional<ContentCheck> transfer(DownloadRequest request, PartFile part, Pull pull)
            throws IOException, BrokenTransfer {
        Optional<String> etag = part.etag();
        long have = part.sizeBytes();
        OptionalLong expected = request.expected()
                .map(Checksum::sizeBytes)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        if (expected.isPresent() && have == expected.getAsLong()) {
            return Optional.empty();
        }
        boolean resumable = have > 0 && (etag.isPresent() || expected.isPresent())
                && (expected.isEmpty() || have < expected.getAsLong());
        try (RemoteFile answer = remote.open(request, resumable ? have : 0, etag, pull)) {
            if (answer.status() == 416 && etag.isPresent() && answer.totalBytes().orElse(-1) == have) {
                return answer.check(); // Nothing is missing: an earlier run stopped between the last byte and the check.
            }
            refuseOtherThanFile(request, part, answer);
            long start = answer.status() == 206 ? have : 0;
            if (answer.status() == 206 && !continues(answer, resumable ? have : 0, etag)) {
                part.discard();
                throw new BrokenTransfer(RemoteFiles.brokenConnection(answer.host(),
                        "the server sent another part of the file than it was asked for", null));
            }
            OptionalLong total = agreedTotal(request, part, answer, start, expected);
            space.require(request.target().toAbsolutePath().getParent(),
                    total.orElse(request.mostBytes()) - start);
            try (FileChannel out = part.open(start, answer.etag())) {
                receive(request, part, answer, out, start, total, pull);
                out.force(true);
            }
            return answer.check();
        }
    }

    /** Whether a 206 begins where the part ends, and belongs to the same version of the file. */
    private static boolean continues(RemoteFile answer, long have, Optional<String> etag) {
        boolean sameVersion = etag.isEmpty() || answer.etag().isEmpty() || answer.etag().equals(etag);
        return have > 0 && answer.rangeStart().orElse(-1) == have && sameVersion;
    }

    private static void refuseOtherThanFile(DownloadRequest request, PartFile part, RemoteFile answer)
            throws IOException, BrokenTransfer {
        int status = answer.status();
        if ((status == 200 || status == 206) && !answer.encoded()) {
            return;
        }
        if (status == 416) {
            part.discard();
            throw new BrokenTransfer(RemoteFiles.brokenConnection(answer.host(),
                    "the server no longer has the part that was missing", null));
        }
        if (status == 429) {
            Optional<Duration> pause = RetryAfter.of(answer.retryAfter());
            throw new BrokenTransfer(new PullError(Reason.RATE_LIMITED,
                    "The server " + answer.host() + " has had too many requests from here (429).",
                    "Try again " + pause.map(p -> "in " + Math.max(1, p.toMinutes()) + " min").orElse("later")
                            + "; with a token in HF_TOKEN the hub allows more."),
                    pause);
        }
        if (status == 408 || status >= 500) {
            throw new BrokenTransfer(new PullError(Reason.SERVER,
                    "The server " + answer.host() + " has a problem of its own (status " + status + ").",
                    "Try again later; what has arrived is kept."), RetryAfter.of(answer.retryAfter()));
        }
        if (status >= 400) {
            throw request.refusals().refused(status, answer.errorCode());
        }
        throw new PullError(Reason.SERVER, "The server " + answer.host() + " answered with status " + status
                + (answer.encoded() ? " and an encoding nobody asked for" : "") + " instead of the file "
                + request.label() + ".", "If HF_ENDPOINT is set, check it; otherwise try again later.");
    }

    /** The file's size, if everything that states it agrees. */
    private static OptionalLong agreedTotal(
            DownloadRequest request, PartFile part, RemoteFile answer, long start, OptionalLong expected)
            throws IOException {
        OptionalLong announced = answer.totalBytes().isPresent()
                ? answer.totalBytes()
                : answer.bodyBytes().isPresent()
                        ? OptionalLong.of(start + answer.bodyBytes().getAsLong())
                        : answer.linkedBytes();
        OptionalLong total = expected.isPresent()
                ? expected
                : answer.linkedBytes().isPresent() ? answer.linkedBytes() : announced;
        if (total.isPresent() && announced.isPresent() && announced.getAsLong() != total.getAsLong()) {
            part.discard();
            throw PullError.wrongContent(request.label(), "the server offers " + announced.getAsLong()
                    + " bytes, the file has " + total.getAsLong());
        }
        if (total.isPresent() && total.getAsLong() > request.mostBytes() && expected.isEmpty()) {
            part.discard();
            throw PullError.wrongContent(request.label(), "the server offers " + total.getAsLong()
                    + " bytes, the whole model has about " + request.mostBytes());
        }
        return total;
    }

    private void receive(DownloadRequest request, PartFile part, RemoteFile answer, FileChannel out, long start,
            OptionalLong total, Pull pull) throws IOException, BrokenTransfer {
        long most = total.orElse(request.mostBytes());
        long position = start;
        long lastNanos = System.nanoTime();
        for (boolean open = true; open;) {
            pull.checkCancelled();
            Optional<Signal> signal = answer.body().next(Pull.HEARTBEAT);
            if (signal.isEmpty()) {
                if (System.nanoTime() - lastNanos > retries.silence().toNanos()) {
                    throw new BrokenTransfer(RemoteFiles.brokenConnection(answer.host(), "it fell silent", null));
                }
                continue;
            }
            lastNanos = System.nanoTime();
            switch (signal.get()) {
                case Signal.Data(var pieces) -> {
                    for (ByteBuffer piece : pieces) {
                        position += piece.remaining();
                        if (position > most) {
                            part.discard();
                            throw PullError.wrongContent(request.label(),
                                    "more than its " + most + " bytes arrived");
                        }
                        while (piece.hasRemaining()) {
                            out.write(piece);
                        }
                    }
                    pull.downloaded(request.label(), position, total);
                }
                case Signal.Failed(IOException cause) -> throw new BrokenTransfer(
                        RemoteFiles.brokenConnection(answer.host(), "the connection broke", cause));
                case Signal.End _ -> open = false;
            }
        }
        if (total.isPresent() && position < total.getAsLong()) {
            throw new BrokenTransfer(RemoteFiles.brokenConnection(answer.host(),
                    "it ended after " + position + " of " + total.getAsLong() + " bytes", null));
        }
    }
}
