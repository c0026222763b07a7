package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.download.ContentCheck;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullProgress.Phase;

/** A file that is at its place only when it is whole and right. */
final class VerifiedFile {
    private VerifiedFile() {}

    /** The file, if it is there with this size; its content was checked when it was put there. */
    static Optional<Path> ofSize(Path file, long sizeBytes) {
        try {
            return Files.isRegularFile(file) && Files.size(file) == sizeBytes ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A file's size; 0 if it cannot be told. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Copies a stream to its place; never more than the expected bytes, and nothing stays if they are wrong. */
    static void write(InputStream stream, Path target, Checksum expected, String label, Pull pull)
            throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            long size = copy(stream, part, expected.sizeBytes(), label, pull);
            if (size != expected.sizeBytes()) {
                throw PullError.wrongContent(label, (size > expected.sizeBytes()
                        ? "it has more than "
                        : "it has "
                                + size + " instead of ")
                        + expected.sizeBytes() + " bytes");
            }
            Optional<String> difference = ContentCheck.of(expected).difference(part, label, pull);
            if (difference.isPresent()) {
                throw PullError.wrongContent(label, difference.get());
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long copy(InputStream stream, Path part, long expectedBytes, String label, Pull pull)
            throws IOException {
        byte[] buffer = new byte[1 << 20];
        long done = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                pull.checkCancelled();
                done += read;
                if (done > expectedBytes) {
                    break;
                }
                out.write(buffer, 0, read);
                pull.advanced(Phase.EXTRACTING, label, done, OptionalLong.of(expectedBytes));
            }
        }
        return done;
    }
}
