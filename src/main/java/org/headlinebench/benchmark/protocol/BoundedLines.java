package org.headlinebench.benchmark.protocol;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of UTF-8 text that end with a line feed, with or without a carriage return; none is kept beyond a bound. */
final class BoundedLines {
    private final InputStream in;
    private final int mostBytes;

    BoundedLines(InputStream in, int mostBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.mostBytes = mostBytes;
    }

    /**
     * Waits for the next line.
     *
     * @return absent at the end of the stream
     * @throws MessageTooLong as soon as a line has more bytes than the bound, however many would follow
     */
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream(256);
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (line.size() == mostBytes) {
                throw MessageTooLong.received(mostBytes);
            }
            line.write(read);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
