package org.headlinebench.dataset.reader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Splits bytes into lines at LF or CRLF and decodes them strictly as UTF-8. A byte order mark is dropped. Holds one line
 * at a time, and of a line that is longer than allowed only the allowed part.
 */
final class TextLines {
    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream spanning = new ByteArrayOutputStream();
    private int position;
    private int limit;
    private long number;

    TextLines(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /** The next line; empty at the end. A line break at the very end does not begin another line. */
    Optional<TextLine> next() throws IOException {
        if (position == limit && !fill()) {
            return Optional.empty();
        }
        number++;
        spanning.reset();
        boolean tooLong = false;
        do {
            int end = lineBreak();
            int length = end - position;
            tooLong |= spanning.size() + length > maxLineBytes;
            if (end < limit && spanning.size() == 0 && !tooLong) {
                TextLine line = decode(buffer, position, length);
                position = end + 1;
                return Optional.of(line);
            }
            if (!tooLong) {
                spanning.write(buffer, position, length);
            }
            position = Math.min(end + 1, limit);
            if (end < limit) {
                break;
            }
        } while (fill());
        if (tooLong) {
            return Optional.of(new TextLine.Unreadable(number, "longer than %,d bytes".formatted(maxLineBytes)));
        }
        return Optional.of(decode(spanning.toByteArray(), 0, spanning.size()));
    }

    private int lineBreak() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private TextLine decode(byte[] bytes, int offset, int length) {
        int trimmed = length > 0 && bytes[offset + length - 1] == '\r' ? length - 1 : length;
        String text = new String(bytes, offset, trimmed, StandardCharsets.UTF_8);
        // The fast decoder puts U+FFFD for broken bytes; a U+FFFD that really is in the text is no fault.
        if (text.indexOf('\uFFFD') >= 0) {
            int valid = validBytes(bytes, offset, trimmed);
            if (valid < trimmed) {
                return new TextLine.Unreadable(number, "not valid UTF-8 at byte %d of the line".formatted(valid + 1));
            }
        }
        return new TextLine.Readable(number, number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static int validBytes(byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, CharBuffer.allocate(length), true);
        return result.isError() ? in.position() - offset : length;
    }
}
