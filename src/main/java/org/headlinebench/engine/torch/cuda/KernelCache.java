package org.headlinebench.engine.torch.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Machine code that was compiled before, a file for each text, options (shape and architecture among them) and compiler. A
 * cache that cannot be read or written is only slower.
 */
public final class KernelCache {
    private static final System.Logger LOG = System.getLogger(KernelCache.class.getName());
    private static volatile Optional<Path> folder = Optional.empty();

    private KernelCache() {}

    /** @param compiled whether it had to be compiled now */
    record Found(byte[] cubin, boolean compiled) {}

    /** Where this process keeps machine code from now on; without a folder, nothing is kept. */
    public static void keepIn(Path kept) {
        folder = Optional.of(kept);
    }

    static Found compiled(Nvrtc compiler, String source, List<String> options) {
        Optional<Path> file = folder
                .map(kept -> kept.resolve(name(source, options, compiler.version()) + ".cubin"));
        Optional<byte[]> kept = file.filter(Files::exists).flatMap(KernelCache::read);
        if (kept.isPresent()) {
            return new Found(kept.get(), false);
        }
        byte[] cubin = compiler.compile(source, options);
        file.ifPresent(target -> write(target, cubin));
        return new Found(cubin, true);
    }

    static String name(String source, List<String> options, String compiler) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(source, String.join("\n", options), compiler)) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            // What was cut off by a full disk is no ELF file.
            return bytes.length > 4 && bytes[0] == 0x7f && bytes[1] == 'E' ? Optional.of(bytes) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static void write(Path file, byte... cubin) {
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(file.getParent(), "kernel", ".part");
            Files.write(part, cubin);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notKept) {
            LOG.log(System.Logger.Level.WARNING, "compiled kernels are not kept: " + notKept);
        }
    }
}
