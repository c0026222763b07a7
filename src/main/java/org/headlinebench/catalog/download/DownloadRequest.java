package org.headlinebench.catalog.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.catalog.Checksum;

/**
 * A file to fetch.
 *
 * @param label the file in words, for progress and messages
 * @param uri where it is; the server may redirect
 * @param token shown to its own server only
 * @param expected what the file must be, where that is known beforehand
 * @param mostBytes more than this is refused when nothing else tells the size
 * @param target where it goes; {@code target.part} beside it holds what has arrived so far
 * @param refusals words for what the server may answer instead of the file
 */
public record DownloadRequest(
        String label,
        URI uri,
        Optional<BearerToken> token,
        Optional<Checksum> expected,
        long mostBytes,
        Path target,
        RefusalWording refusals) {

    /** Turns a server's refusal into words that say what to do. */
    @FunctionalInterface
    public interface RefusalWording {
        /**
         * @param status from 400, neither a server error nor 416
         * @param errorCode the hub's own name for the refusal, empty if it gave none
         */
        PullError refused(int status, String errorCode);
    }
}
