package org.headlinebench.app;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.cli.CommandLineFace;
import org.headlinebench.cli.Terminal;

/** Runs commands in this process, with an application folder of their own and real workers. */
abstract class CommandsOverRealServices {
    static final String TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath().toString();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Services services;

    @AfterEach
    void closeStore() {
        if (services != null) {
            services.store().close();
        }
    }

    final int run(String... arguments) {
        out.reset();
        err.reset();
        var terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), new BufferedReader(new StringReader("")), false,
                120);
        return CommandLineFace.run(arguments, () -> services().commands(), "test", terminal);
    }

    /** Made when they are first asked for. */
    final Services services() {
        if (services == null) {
            Map<String, String> environment = Map.of(AppFolder.VARIABLE,
                    WarmFolder.at(folder.resolve("app")).toString(), "HF_TOKEN",
                    "hf_planted");
            services = new Services(AppFolder.of(environment, "Linux", folder), Version.read(), environment, folder,
                    Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
        }
        return services;
    }

    final String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    final String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
