package org.headlinebench.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Opens the window as {@link Main} does and ends when an experiment could be started in it. The build calls it once, with an
 * application folder of its own, so that Java remembers which classes that takes ({@code installer/MakeStartCache.java}).
 */
public final class Rehearsal {
    private static final long PATIENCE_MILLIS = 120_000;
    private static final long BEAT_MILLIS = 200;

    private Rehearsal() {}

    /** @param arguments the folder of the logs */
    public static void main(String[] arguments) {
        Path logs = Path.of(arguments[0]);
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> System.exit(seen(logs) ? 0 : 1));
        Main.main(new String[0]);
    }

    private static boolean seen(Path logs) {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (System.currentTimeMillis() < end) {
            if (Files.isDirectory(logs) && isTold(logs)) {
                return true;
            }
            try {
                Thread.sleep(BEAT_MILLIS);
            } catch (InterruptedException e) {
                return false;
            }
        }
        return false;
    }

    private static boolean isTold(Path logs) {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
                if (Files.readString(file).contains("The window was shown")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
