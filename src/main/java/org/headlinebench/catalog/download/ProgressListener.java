package org.headlinebench.catalog.download;

/** Told how a pull gets on, on the thread that pulls, a few times a second at most. */
@FunctionalInterface
public interface ProgressListener {
    /** For callers that show nothing. */
    ProgressListener SILENT = progress -> {};

    void progressed(PullProgress progress);
}
