package org.headlinebench.tracking;

import java.net.URI;
import java.util.Optional;

import org.headlinebench.benchmark.result.RunId;

/**
 * What became of a run.
 *
 * @param run          the stored run
 * @param outcome      whether it is new there
 * @param page         where the server shows it
 * @param metrics      values sent, those of samples and readings included
 * @param files        files sent
 * @param filesLeftOut why the server takes no files; absent where it took them
 */
public record Sent(RunId run, Outcome outcome, URI page, int metrics, int files, Optional<String> filesLeftOut) {
    /** How a run was found on the server. */
    public enum Outcome {
        /** It was not there. */
        CREATED,
        /** It was there with other figures, or not whole. */
        UPDATED,
        /** It was there with the same figures, and nothing was sent. */
        UNCHANGED
    }
}
