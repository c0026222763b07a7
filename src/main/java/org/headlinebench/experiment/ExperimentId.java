package org.headlinebench.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The part of an experiment's id in the run store that tells one from another of the same name. */
public final class ExperimentId {
    private static final int DIGITS = 8;

    private ExperimentId() {}

    /** Eight hexadecimal digits of the SHA-256 of what makes runs comparable. */
    public static String checksum(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
