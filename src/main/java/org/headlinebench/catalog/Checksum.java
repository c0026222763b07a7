package org.headlinebench.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

import org.headlinebench.failure.Shown;

/**
 * What a file must be.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param sizeBytes its exact size
 */
public record Checksum(String sha256, long sizeBytes) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Checksum {
        sha256 = sha256.toLowerCase(Locale.ROOT);
        if (!HEX.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "a sha256 has 64 hexadecimal digits, '" + Shown.of(sha256) + "' is not one");
        }
        if (sizeBytes <= 0) {
            throw new IllegalArgumentException("sizeBytes must be above 0, not " + sizeBytes);
        }
    }
}
