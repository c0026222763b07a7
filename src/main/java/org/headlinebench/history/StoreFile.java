package org.headlinebench.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Looks at a file before SQLite may touch it, since opening a database can already write beside or into it. The layout is
 * "The Database Header" of SQLite's file format.
 */
final class StoreFile {
    /** Marks a SQLite file as a run store: {@code HLBN}. */
    static final int APPLICATION_ID = 0x484C424E;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int USER_VERSION_OFFSET = 60;
    private static final int APPLICATION_ID_OFFSET = 68;

    private StoreFile() {}

    /**
     * Makes the folder of a store that is not there yet, and refuses a file that is none.
     *
     * @throws StoreError for a file of another program, a newer version or a truncated one
     */
    static void prepare(Path file, int knownVersion) {
        try {
            if (Files.isDirectory(file)) {
                throw StoreFailures.notAStore(file, "it is a folder", null);
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            check(file, header(file), knownVersion);
        } catch (IOException e) {
            throw StoreFailures.notCreated(file, e);
        }
    }

    private static void check(Path file, byte[] header, int knownVersion) throws IOException {
        if (header.length == 0) {
            // SQLite would take the file for a new one and throw the log away, and the runs in it.
            if (size(Path.of(file + "-wal")) > 0) {
                throw StoreFailures.damaged(file, "it is empty, but its write-ahead log is not", null);
            }
            return;
        }
        if (!Arrays.equals(header, 0, Math.min(header.length, MAGIC.length), MAGIC, 0,
                Math.min(header.length, MAGIC.length))) {
            throw StoreFailures.notAStore(file, "it is no SQLite database", null);
        }
        if (header.length < HEADER_BYTES) {
            throw StoreFailures.damaged(file, "it ends within its header", null);
        }
        int version = ByteBuffer.wrap(header).getInt(USER_VERSION_OFFSET);
        int application = ByteBuffer.wrap(header).getInt(APPLICATION_ID_OFFSET);
        if (application == APPLICATION_ID && version > knownVersion) {
            throw StoreFailures.newer(file, version, knownVersion);
        }
        // A store whose first migration still lies in the log has zeros here; the schema looks again.
        if (application != APPLICATION_ID && (application != 0 || version != 0)) {
            throw StoreFailures.notAStore(file, "it is the database of another program", null);
        }
    }

    private static byte[] header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES);
        } catch (NoSuchFileException newStore) {
            return new byte[0];
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
