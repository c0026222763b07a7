package org.headlinebench.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;

/** A worker and the streams to it. Closing it ends the worker, whatever it is doing. */
final class WorkerProcess implements AutoCloseable {
    private static final int LOG_TAIL_LINES = 30;
    private static final long GRACE_MILLIS = 700;

    private final Process process;
    private final MessageStream stream;
    private final Path log;

    WorkerProcess(WorkerLauncher launcher, Path log) throws IOException {
        this.log = log;
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(launcher.command());
        builder.environment().putAll(launcher.environment());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process = builder.start();
        stream = new MessageStream(process.getInputStream(), process.getOutputStream(), this::log);
    }

    void send(WorkerCommand command) throws IOException {
        stream.send(command);
    }

    /** The next report; absent when the worker has ended. */
    Optional<WorkerReport> receive() throws IOException {
        return stream.receive(WorkerReport.class);
    }

    /** Asks the worker to stop and ends it if it has not done so shortly after. Returns at once. */
    void cancel() {
        Thread.ofVirtual().start(() -> {
            try {
                stream.send(new WorkerCommand.Cancel());
                if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException | InterruptedException e) {
                process.destroyForcibly();
            }
        });
    }

    /** Waits for the end and returns the exit code; 128 + n after signal n. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** The last lines that the worker logged. */
    String logTail() {
        try {
            List<String> lines = Arrays.asList(
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\\R"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(the log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        // Waits until it is really gone: the next worker must not share the device with it.
        process.destroyForcibly().onExit().join();
    }

    private void log(String line) {
        try (BufferedWriter writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE,
                StandardOpenOption.APPEND)) {
            writer.write(line);
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
