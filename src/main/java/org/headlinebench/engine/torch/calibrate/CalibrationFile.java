package org.headlinebench.engine.torch.calibrate;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a calibration's result as a safetensors file whose last tensor is the SHA-256 of all that comes before it. It is
 * written beside its place and moved there when it is whole.
 */
final class CalibrationFile implements AutoCloseable {
    static final String CHECKSUM = "sha256";
    static final int CHECKSUM_BYTES = 32;
    private static final int LENGTH_BYTES = 8;

    /** A tensor to come: its type in safetensors' words, shape and size. */
    record Slot(String type, long[] shape, int numberBytes) {
        long bytes() {
            return Arrays.stream(shape).reduce(numberBytes, Math::multiplyExact);
        }
    }

    private final Path file;
    private final Path part;
    private final RandomAccessFile out;
    private final Map<String, Long> offsets = new LinkedHashMap<>();

    /** @param slots tensors by name */
    CalibrationFile(Path file, Map<String, Slot> slots) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        part = Files.createTempFile(file.toAbsolutePath().getParent(), ".calibration-", ".part");
        out = new RandomAccessFile(part.toFile(), "rw");
        var all = new LinkedHashMap<>(slots);
        all.put(CHECKSUM, new Slot("U8", new long[]{CHECKSUM_BYTES}, 1));
        byte[] header = header(all).getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
        out.write(header);
        long data = LENGTH_BYTES + header.length;
        offsets.replaceAll((_, offset) -> data + offset);
    }

    /** Fills a tensor. */
    void write(String name, byte[] bytes) {
        try {
            out.seek(offsets.get(name));
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, float[] numbers) {
        var bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        write(name, bytes.array());
    }

    /** Puts the checksum and moves the file to its place. */
    void finish() throws IOException {
        out.getFD().sync();
        write(CHECKSUM, checksum(part, offsets.get(CHECKSUM)));
        out.getFD().sync();
        out.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Drops what was not finished. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(part);
    }

    /** SHA-256 of a file's beginning. */
    static byte[] checksum(Path file, long bytes) throws IOException {
        MessageDigest digest = CalibrationKey.sha256();
        var buffer = ByteBuffer.allocate(1 << 20);
        try (FileChannel in = FileChannel.open(file)) {
            long left = bytes;
            while (left > 0) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                int read = in.read(buffer);
                if (read < 0) {
                    throw new IOException(file + " is shorter than " + bytes + " bytes");
                }
                digest.update(buffer.flip());
                left -= read;
            }
        }
        return digest.digest();
    }

    private String header(Map<String, Slot> slots) {
        var entries = new LinkedHashMap<String, String>();
        long at = 0;
        for (var slot : slots.entrySet()) {
            long end = at + slot.getValue().bytes();
            String shape = Arrays.stream(slot.getValue().shape())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","));
            entries.put(slot.getKey(), "{\"dtype\":\"" + slot.getValue().type() + "\",\"shape\":[" + shape
                    + "],\"data_offsets\":[" + at + "," + end + "]}");
            offsets.put(slot.getKey(), at);
            at = end;
        }
        String text = entries.entrySet()
                .stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        // Numbers must lie at multiples of their size.
        return text + " ".repeat((LENGTH_BYTES - text.length() % LENGTH_BYTES) % LENGTH_BYTES);
    }
}
