package org.headlinebench.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application folder that is empty but for what depends on the machine alone: unpacked native libraries and the
 * measured bandwidth, which all tests share by links.
 */
final class WarmFolder {
    private static final Path SHARED = Path.of("target/test-machine").toAbsolutePath();

    private WarmFolder() {}

    /** Lays the links into {@code folder}, which is made if it is not there. */
    static Path at(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.createDirectories(SHARED.resolve("natives"));
            for (String name : new String[]{"natives", "bandwidth.json"}) {
                Files.createSymbolicLink(folder.resolve(name), SHARED.resolve(name));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
