package org.headlinebench.catalog.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What has arrived of a file so far, and the server's version mark ({@code ETag}) it belongs to. */
final class PartFile {
    private static final int LONGEST_MARK = 1024;

    private final Path target;
    private final Path part;
    private final Path mark;

    PartFile(Path target) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.mark = target.resolveSibling(target.getFileName() + ".part.etag");
    }

    Path path() {
        return part;
    }

    long sizeBytes() throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /** The strong version mark of the first part's response. */
    Optional<String> etag() throws IOException {
        if (!Files.isRegularFile(mark) || Files.size(mark) > LONGEST_MARK) {
            return Optional.empty();
        }
        String text = Files.readString(mark, StandardCharsets.ISO_8859_1).strip();
        return isStrong(text) ? Optional.of(text) : Optional.empty();
    }

    /** Opens the part for writing after its first {@code keptBytes}; without any, it starts anew. */
    FileChannel open(long keptBytes, Optional<String> etag) throws IOException {
        if (keptBytes == 0) {
            Files.deleteIfExists(mark);
            if (etag.filter(PartFile::isStrong).isPresent()) {
                Files.writeString(mark, etag.get(), StandardCharsets.ISO_8859_1);
            }
        }
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(keptBytes);
        channel.position(keptBytes);
        return channel;
    }

    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(mark);
    }

    /** Moves the finished file to its place, in one step that is either done or not. */
    void finish() throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(mark);
    }

    /** Weak marks say "about the same", which is not enough to join two halves. */
    private static boolean isStrong(String etag) {
        return etag.length() >= 2 && etag.length() <= LONGEST_MARK && etag.startsWith("\"") && etag.endsWith("\"")
                && etag.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }
}
