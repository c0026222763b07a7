package org.headlinebench.benchmark.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

import org.headlinebench.benchmark.json.BenchmarkJson;

/**
 * Messages over a pair of byte streams, one a line: {@code HB1 <type> <json>}. A line that is no message (a native
 * library that prints, a login banner of a remote shell) is handed to the log and never mistaken for one.
 */
public final class MessageStream {
    /** The protocol's version; parent and worker must agree. */
    public static final int VERSION = 1;
    private static final String MARK = "HB1 ";

    private final BufferedReader in;
    private final OutputStream out;
    private final Consumer<String> log;

    /** @param log receives every line that is no message */
    public MessageStream(InputStream in, OutputStream out, Consumer<String> log) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.log = log;
    }

    /** Sends a message at once; may be called by any thread. */
    public void send(Object message) throws IOException {
        String line = MARK + message.getClass().getSimpleName() + " " + BenchmarkJson.write(message) + "\n";
        synchronized (out) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /**
     * Waits for the next message of a sealed kind.
     *
     * @return absent at the end of the stream
     */
    public <M> Optional<M> receive(Class<M> kind) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int space = line.startsWith(MARK) ? line.indexOf(' ', MARK.length()) : -1;
            Optional<Class<? extends M>> type = space < 0
                    ? Optional.empty()
                    : type(kind, line.substring(MARK.length(), space));
            if (type.isPresent()) {
                return Optional.of(BenchmarkJson.read(line.substring(space + 1), type.get()));
            }
            log.accept(line);
        }
        return Optional.empty();
    }

    private static <M> Optional<Class<? extends M>> type(Class<M> kind, String name) {
        for (Class<?> candidate : kind.getPermittedSubclasses()) {
            if (candidate.getSimpleName().equals(name)) {
                return Optional.of(candidate.asSubclass(kind));
            }
        }
        return Optional.empty();
    }
}
