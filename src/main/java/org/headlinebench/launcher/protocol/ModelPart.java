package org.headlinebench.launcher.protocol;

/**
 * A file of a model.
 *
 * @param name   without a folder
 * @param bytes  its size
 * @param sha256 its content, as 64 hexadecimal digits
 */
public record ModelPart(String name, long bytes, String sha256) {

    private static final int LONGEST_NAME = 200;

    public ModelPart {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.startsWith(".")
                || name.chars().anyMatch(c -> c < ' ' || "/\\:*?\"<>|".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("that is no name of a file");
        }
        if (bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a file has a size and a checksum");
        }
    }
}
