package org.headlinebench.history;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

import tools.jackson.core.exc.JacksonIOException;

/** Writes a file so that it is there as a whole or not at all. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What the file is to hold. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces or creates the file; behind a symbolic link, the file it points to. A pipe or a device is written to
     * directly, since there is nothing to keep whole.
     *
     * @throws ExportError if it cannot be written; what was there before is left as it was
     */
    public static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new ExportError(file + " is a folder.", "Name a file in it.");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new ExportError("The folder " + target.getParent() + " does not exist.",
                    "Create it, or name another one.");
        }
        try {
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                writeInto(target, content, false);
            } else {
                replace(Files.exists(target) ? target.toRealPath() : target, content);
            }
        } catch (IOException | UncheckedIOException | JacksonIOException e) {
            throw new ExportError(file + " cannot be written (" + reason(e) + ").",
                    "Check that its disk has space and its folder is writable, or name another file.", e);
        }
    }

    private static void replace(Path target, Content content) throws IOException {
        Path part = target.resolveSibling(".headline-bench-" + UUID.randomUUID() + ".part");
        try {
            writeInto(part, content, true);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** With a stream, not a channel: that would be closed when the thread is interrupted. */
    private static void writeInto(Path file, Content content, boolean sync) throws IOException {
        try (var out = new FileOutputStream(file.toFile());
                var buffered = new BufferedOutputStream(new StoppableStream(out))) {
            content.writeTo(buffered);
            buffered.flush();
            if (sync) {
                out.getFD().sync();
            }
        }
    }

    /** Ends the writing when its thread is interrupted: somebody does not want the file any more. */
    private static final class StoppableStream extends FilterOutputStream {
        StoppableStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("writing was stopped");
            }
            out.write(bytes, from, count);
        }
    }

    private static String reason(Exception e) {
        return e.getCause() instanceof IOException cause ? cause.getMessage() : e.getMessage();
    }
}
