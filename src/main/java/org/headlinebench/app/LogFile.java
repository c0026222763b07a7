package org.headlinebench.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import org.headlinebench.failure.UserError;

/** The application's log: a file in the application folder, never the terminal. */
final class LogFile {
    private static final int BYTES = 2 << 20;
    private static final int FILES = 3;

    private LogFile() {}

    static void open(Path folder) {
        try (InputStream settings = LogFile.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
            Files.createDirectories(folder);
            var handler = new FileHandler(folder.resolve("app-%u-%g.log").toString(), BYTES, FILES, true);
            handler.setFormatter(new SimpleFormatter());
            Logger.getLogger("").addHandler(handler);
        } catch (IOException e) {
            throw new UserError("The log in " + folder + " cannot be written: " + e.getMessage() + ".",
                    "Make the folder writable, or set " + AppFolder.VARIABLE + " to another one.", e);
        }
    }
}
