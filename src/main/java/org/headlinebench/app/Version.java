package org.headlinebench.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param number the release
 * @param commit the source's commit, {@code unknown} outside a repository
 */
record Version(String number, String commit) {
    static Version read() {
        var properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Version(properties.getProperty("version"), properties.getProperty("commit"));
    }

    @Override
    public String toString() {
        return number + " (" + commit + ")";
    }
}
