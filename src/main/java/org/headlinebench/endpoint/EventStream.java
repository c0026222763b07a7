package org.headlinebench.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Server-sent events, read as they arrive (WHATWG HTML, 9.2.6): lines end in CR, LF or both, {@code data} lines of an event
 * are joined, comments and other fields are passed over. A line is decoded when it is whole, so that characters which the
 * network splits stay whole. What a server may send is bounded.
 */
final class EventStream {
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final int MOST_BYTES = 1 << 26;

    private final InputStream in;
    private int read;
    private boolean afterReturn;

    EventStream(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next event's data; absent at the end of the stream, where an event without its blank line is none. */
    Optional<String> next() throws IOException {
        StringBuilder data = null;
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            if (text.isEmpty()) {
                if (data != null) {
                    return Optional.of(data.toString());
                }
            } else if (text.equals("data") || text.startsWith("data:")) {
                String value = text.substring(Math.min(5, text.length()));
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value.startsWith(" ") ? value.substring(1) : value);
            }
        }
        return Optional.empty();
    }

    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (++read > MOST_BYTES || bytes.size() > MOST_LINE_BYTES) {
                throw new IOException("the server's stream is longer than any headline");
            }
            boolean secondHalf = afterReturn && b == '\n';
            afterReturn = b == '\r';
            if (secondHalf) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                return Optional.of(bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(b);
        }
        return Optional.empty();
    }
}
