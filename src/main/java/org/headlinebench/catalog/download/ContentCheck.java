package org.headlinebench.catalog.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.download.PullProgress.Phase;

/** How a finished file is told right from wrong. */
public sealed interface ContentCheck {

    /** The file's own SHA-256. */
    record Sha256(String hex) implements ContentCheck {}

    /** Git's name for the content: SHA-1 over {@code "blob " + size + "\0"} and the bytes; the hub's for small files. */
    record GitBlob(String hex) implements ContentCheck {}

    static ContentCheck of(Checksum checksum) {
        return new Sha256(checksum.sha256());
    }

    /** The check that the hub's version mark stands for: a SHA-256 for large files, a git blob name for others. */
    static Optional<ContentCheck> ofHubEtag(String etag) {
        String hex = etag.replaceFirst("^W/", "").replace("\"", "");
        if (!hex.matches("[0-9a-f]+")) {
            return Optional.empty();
        }
        return switch (hex.length()) {
            case 64 -> Optional.of(new Sha256(hex));
            case 40 -> Optional.of(new GitBlob(hex));
            default -> Optional.empty();
        };
    }

    /** Empty if the file is right, otherwise the difference in words. */
    default Optional<String> difference(Path file, String label, Pull pull) throws IOException {
        long size = Files.size(file);
        MessageDigest digest = digest(this instanceof GitBlob ? "SHA-1" : "SHA-256");
        if (this instanceof GitBlob) {
            digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
        }
        byte[] buffer = new byte[1 << 20];
        long done = 0;
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                pull.checkCancelled();
                digest.update(buffer, 0, read);
                done += read;
                pull.advanced(Phase.VERIFYING, label, done, OptionalLong.of(size));
            }
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        return switch (this) {
            case Sha256(String hex) when !hex.equals(actual) ->
                Optional.of("its SHA-256 is " + actual + ", not " + hex);
            case GitBlob(String hex) when !hex.equals(actual) ->
                Optional.of("its git checksum is " + actual + ", not " + hex);
            case Sha256 _,GitBlob _ -> Optional.empty();
        };
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
