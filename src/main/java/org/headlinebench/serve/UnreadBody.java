package org.headlinebench.serve;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * What a refused request still sends. A connection that is closed while bytes arrive is reset, and the client never
 * sees the answer (RFC 9112, section 9.6); so a bounded rest is read and thrown away first, as nginx's
 * {@code lingering_close} does.
 */
final class UnreadBody {
    private static final int MOST_BYTES = 8 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private UnreadBody() {}

    static void discard(Request request) {
        // Whoever asks before sending has not sent yet.
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        long deadline = System.nanoTime() + LONGEST.toNanos();
        byte[] buffer = new byte[16 << 10];
        InputStream in = Content.Source.asInputStream(request);
        try {
            int read = 0;
            for (int all = 0; read >= 0 && all < MOST_BYTES && System.nanoTime() < deadline; all += read) {
                read = in.read(buffer);
            }
        } catch (IOException gone) {
            // The answer has nobody to go to; sending it says so.
        }
    }
}
