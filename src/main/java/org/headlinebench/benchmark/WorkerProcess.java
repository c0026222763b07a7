package org.headlinebench.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.RunFailure;

/** A worker of this machine. */
final class WorkerProcess implements Worker {
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

    @Override
    public void send(WorkerCommand command) throws IOException {
        stream.send(command);
    }

    @Override
    public Optional<WorkerReport> receive() throws IOException {
        return stream.receive(WorkerReport.class);
    }

    @Override
    public void cancel() {
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

    @Override
    public RunFailure death() throws InterruptedException {
        return WorkerDeath.of(exitCode(), logTail());
    }

    @Override
    public String logTail() {
        return WorkerLogFile.tail(log);
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
        WorkerLogFile.append(log, line);
    }
}
