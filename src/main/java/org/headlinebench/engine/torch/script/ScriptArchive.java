package org.headlinebench.engine.torch.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive made in memory from source text: a stored zip with the code and a pickled object without
 * attributes, the smallest that {@code torch::jit::load} accepts (pytorch/docs/source/jit serialization).
 */
final class ScriptArchive {
    /** Protocol 2: {@code torch.Program()} with the one attribute {@code training = False}. */
    private static final byte[] OBJECT = concat(new byte[]{(byte) 0x80, 2},
            "c__torch__\nProgram\nq".getBytes(StandardCharsets.US_ASCII),
            new byte[]{0, ')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0}, "training".getBytes(StandardCharsets.US_ASCII),
            new byte[]{(byte) 0x89, 'u', 'b', '.'});
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    static byte[] of(String source) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "program/data.pkl", OBJECT);
            store(zip, "program/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            store(zip, "program/constants.pkl", NO_CONSTANTS);
            store(zip, "program/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "program/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        var checksum = new CRC32();
        checksum.update(content);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
