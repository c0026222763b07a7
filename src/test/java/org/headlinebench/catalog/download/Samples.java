package org.headlinebench.catalog.download;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;

import org.headlinebench.catalog.Checksum;

/** Bytes to send about, and a policy that does not keep tests waiting. */
public final class Samples {
    public static final RetryPolicy IMPATIENT = new RetryPolicy(3, 20, Duration.ofMillis(10), Duration.ofMillis(40),
            Duration.ofSeconds(2), Duration.ofSeconds(2));

    private Samples() {}

    public static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public static Checksum checksum(byte[] bytes) {
        return new Checksum(sha256(bytes), bytes.length);
    }
}
