package org.headlinebench.evaluation.race;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Reads chosen files out of a gzipped tar archive (POSIX {@code ustar}), as far as RACE's needs it. */
final class TarFile {
    private static final int BLOCK = 512;
    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 12;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final long MOST_FILE_BYTES = 16 << 20;

    private TarFile() {}

    /** @throws IOException if it is no such archive or ends too early */
    static Map<String, byte[]> read(InputStream gzipped, Predicate<String> wanted) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var tar = new GZIPInputStream(gzipped)) {
            byte[] header = tar.readNBytes(BLOCK);
            while (header.length == BLOCK && header[0] != 0) {
                long size = octal(header);
                String name = name(header);
                boolean isFile = header[TYPE_AT] == '0' || header[TYPE_AT] == 0;
                if (isFile && wanted.test(name)) {
                    if (size > MOST_FILE_BYTES) {
                        throw new IOException(name + " is larger than 16 MiB");
                    }
                    byte[] content = tar.readNBytes((int) size);
                    requireAll(content.length == size, name);
                    files.put(name, content);
                    skip(tar, padding(size), name);
                } else {
                    skip(tar, size + padding(size), name);
                }
                header = tar.readNBytes(BLOCK);
            }
            requireAll(header.length == 0 || header.length == BLOCK, "the archive");
        }
        return files;
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX_AT, 155);
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long octal(byte[] header) throws IOException {
        String digits = text(header, SIZE_AT, SIZE_DIGITS).strip();
        if (!digits.matches("[0-7]+")) {
            throw new IOException("it is no tar archive");
        }
        return Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int at, int most) {
        int length = 0;
        while (length < most && header[at + length] != 0) {
            length++;
        }
        return new String(header, at, length, StandardCharsets.UTF_8);
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    private static void skip(InputStream tar, long bytes, String name) throws IOException {
        for (long left = bytes; left > 0;) {
            long skipped = tar.skip(left);
            requireAll(skipped > 0 || tar.read() >= 0, name);
            left -= Math.max(1, skipped);
        }
    }

    private static void requireAll(boolean complete, String name) throws EOFException {
        if (!complete) {
            throw new EOFException(name + " is cut off");
        }
    }
}
