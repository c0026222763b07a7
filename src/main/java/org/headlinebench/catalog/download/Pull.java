package org.headlinebench.catalog.download;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

import org.headlinebench.catalog.download.PullProgress.Phase;

/**
 * One run of a pull: tells its listener how it gets on and stops when it is asked to.
 *
 * <p>Stopping is a {@link CancellationException}; an interrupt of the thread counts as a wish to stop.
 */
public final class Pull {
    /** Short enough to stop within a fraction of a second, long enough to cost nothing. */
    public static final Duration HEARTBEAT = Duration.ofMillis(100);

    private final ProgressListener listener;
    private final CancellationCheck cancellation;
    private final long baseBytes;
    private final OptionalLong totalBytes;
    private long lastReportNanos;
    private boolean reported;

    public Pull(ProgressListener listener, CancellationCheck cancellation) {
        this(listener, cancellation, 0, OptionalLong.empty());
    }

    private Pull(ProgressListener listener, CancellationCheck cancellation, long baseBytes, OptionalLong totalBytes) {
        this.listener = listener;
        this.cancellation = cancellation;
        this.baseBytes = baseBytes;
        this.totalBytes = totalBytes;
    }

    /** The same pull, for one file of several: downloads count on from {@code doneBytes} towards {@code allBytes}. */
    public Pull from(long doneBytes, long allBytes) {
        return new Pull(listener, cancellation, doneBytes, OptionalLong.of(allBytes));
    }

    /** @throws CancellationException if the user wants to stop */
    public void checkCancelled() {
        if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The pull was cancelled.");
        }
    }

    /** Says what is done now. */
    public void report(Phase phase, String detail) {
        listener.progressed(new PullProgress(phase, detail, 0, OptionalLong.empty()));
        reported = false;
    }

    /** Says how far a download is, unless it said so a moment ago. */
    public void downloaded(String detail, long fileBytes, OptionalLong fileTotalBytes) {
        throttled(Phase.DOWNLOADING, detail, baseBytes + fileBytes, totalBytes.isPresent()
                ? totalBytes
                : fileTotalBytes);
    }

    /** Says how far another phase is, unless it said so a moment ago. */
    public void advanced(Phase phase, String detail, long doneBytes, OptionalLong allBytes) {
        throttled(phase, detail, doneBytes, allBytes);
    }

    /** Waits, and stays ready to stop meanwhile. */
    public void sleep(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            checkCancelled();
            try {
                Thread.sleep(Duration.ofNanos(Math.min(left, HEARTBEAT.toNanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        checkCancelled();
    }

    private void throttled(Phase phase, String detail, long doneBytes, OptionalLong allBytes) {
        long now = System.nanoTime();
        boolean complete = allBytes.isPresent() && doneBytes >= allBytes.getAsLong();
        if (!reported || complete || now - lastReportNanos >= HEARTBEAT.toNanos()) {
            reported = true;
            lastReportNanos = now;
            listener.progressed(new PullProgress(phase, detail, doneBytes, allBytes));
        }
    }
}
