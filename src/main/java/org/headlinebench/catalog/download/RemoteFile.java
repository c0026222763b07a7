package org.headlinebench.catalog.download;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer that may carry a file, after all redirects.
 *
 * @param status 200 or 206 if {@code body} is (a part of) the file
 * @param host that answered, for messages
 * @param bodyBytes as announced
 * @param rangeStart where a 206 begins
 * @param totalBytes of the whole file, as the last server says (206 and 416 only)
 * @param linkedBytes of the whole file, as the hub says on the way
 * @param etag the last server's version mark
 * @param check what the hub itself says about the content
 * @param errorCode the hub's name for a refusal, or empty
 * @param retryAfter as sent, or empty
 * @param encoded whether the body is compressed or otherwise not the file's own bytes
 */
record RemoteFile(
        int status,
        String host,
        OptionalLong bodyBytes,
        OptionalLong rangeStart,
        OptionalLong totalBytes,
        OptionalLong linkedBytes,
        Optional<String> etag,
        Optional<ContentCheck> check,
        String errorCode,
        String retryAfter,
        boolean encoded,
        ChunkQueue body)
        implements
            AutoCloseable {

    @Override
    public void close() {
        body.close();
    }
}
