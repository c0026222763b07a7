package org.headlinebench.benchmark.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

import org.headlinebench.benchmark.json.BenchmarkJson;

/**
 * Messages over a pair of byte streams, one a line: {@code HB1 <type> <json>}. A line that is no message (a native
 * library that prints, a login banner of a remote shell) is handed to the log and never mistaken for one. No line has
 * more than {@value #MOST_BYTES} bytes, so that whatever the other side sends, memory stays bounded.
 */
public final class MessageStream {
    /** The protocol's version; parent and worker must agree. */
    public static final int VERSION = 1;
    /** Bytes of a line, without its end. An order with its rows is the longest message: 5,000 long articles. */
    public static final int MOST_BYTES = 32 << 20;
    private static final String MARK = "HB1 ";

    private final BoundedLines in;
    private final OutputStream out;
    private final Consumer<String> log;

    /** @param log receives every line that is no message */
    public MessageStream(InputStream in, OutputStream out, Consumer<String> log) {
        this.in = new BoundedLines(in, MOST_BYTES);
        this.out = out;
        this.log = log;
    }

    /**
     * Sends a message at once; may be called by any thread.
     *
     * @throws MessageTooLong nothing of it is sent then
     */
    public void send(Object message) throws IOException {
        String type = message.getClass().getSimpleName();
        byte[] line = (MARK + type + " " + BenchmarkJson.write(message) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length - 1 > MOST_BYTES) {
            throw MessageTooLong.sent(type, line.length, MOST_BYTES);
        }
        write(line);
    }

    /** Sends a line as it is: for one who passes messages on. */
    public void pass(String line) throws IOException {
        write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte... line) throws IOException {
        synchronized (out) {
            out.write(line);
            out.flush();
        }
    }

    /**
     * Waits for the next line, message or not.
     *
     * @return absent at the end of the stream
     * @throws MessageTooLong as soon as a line passes the bound
     */
    public Optional<String> line() throws IOException {
        return in.next();
    }

    /**
     * Waits for the next message of a sealed kind.
     *
     * @return absent at the end of the stream
     * @throws MessageTooLong as soon as a line passes the bound
     */
    public <M> Optional<M> receive(Class<M> kind) throws IOException {
        for (Optional<String> next = in.next(); next.isPresent(); next = in.next()) {
            Optional<M> message = parse(next.get(), kind);
            if (message.isPresent()) {
                return message;
            }
            log.accept(next.get());
        }
        return Optional.empty();
    }

    /** The message of a line; absent if it is none of that kind. */
    public static <M> Optional<M> parse(String line, Class<M> kind) {
        int space = line.startsWith(MARK) ? line.indexOf(' ', MARK.length()) : -1;
        Optional<Class<? extends M>> type = space < 0
                ? Optional.empty()
                : type(kind, line.substring(MARK.length(), space));
        return type.map(found -> BenchmarkJson.read(line.substring(space + 1), found));
    }

    private static <M> Optional<Class<? extends M>> type(Class<M> kind, String name) {
        for (Class<?> candidate : kind.getPermittedSubclasses()) {
            if (candidate.isSealed()) {
                Optional<Class<? extends M>> inner = type(candidate.asSubclass(kind), name)
                        .map(found -> found.asSubclass(kind));
                if (inner.isPresent()) {
                    return inner;
                }
            } else if (candidate.getSimpleName().equals(name)) {
                return Optional.of(candidate.asSubclass(kind));
            }
        }
        return Optional.empty();
    }
}
