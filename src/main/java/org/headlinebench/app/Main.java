package org.headlinebench.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

import org.headlinebench.cli.CommandLineFace;
import org.headlinebench.cli.ExitCode;
import org.headlinebench.cli.Terminal;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.StoreExport;
import org.headlinebench.ui.NoDisplay;
import org.headlinebench.ui.WindowLauncher;

/**
 * Entry point: commands go to the command line; without any, the window opens, or the default experiment runs. A run store
 * alone is opened in the window, or imported where there is no display.
 */
public final class Main {
    private static final String[] DEFAULT_EXPERIMENT = {"run", "--yes"};
    private static final int DEFAULT_COLUMNS = 120;
    private static final String WORKER = "worker";

    private Main() {}

    /** @param arguments of the command line; none for the window */
    public static void main(String[] arguments) {
        System.exit(start(arguments, System.getenv()));
    }

    private static int start(String[] arguments, Map<String, String> environment) {
        Terminal terminal = terminal(environment);
        Version version = Version.read();
        try {
            AppFolder folder = AppFolder.of(environment, System.getProperty("os.name"),
                    Path.of(System.getProperty("user.home")));
            LogFile.open(folder.logs());
            var services = new Lazy<>(() -> new Services(folder, version, environment,
                    Path.of(System.getProperty("user.home")), Path.of(System.getProperty("java.home")),
                    System.getProperty("java.class.path")));
            if (arguments.length == 1 && arguments[0].equals(WORKER)) {
                return host(services);
            }
            Optional<Path> opened = opened(arguments);
            return arguments.length > 0 && opened.isEmpty()
                    ? commandLine(arguments, services, version, terminal)
                    : window(opened, services, version, environment, terminal);
        } catch (UserError e) {
            terminal.err().println("error: " + e.getMessage());
            terminal.err().println("  -> " + e.remedy());
            return ExitCode.REFUSED;
        }
    }

    /** What a launcher starts on another machine; nothing but messages may go to standard output. */
    private static int host(Lazy<Services> services) {
        PrintStream protocol = System.out;
        System.setOut(System.err);
        if (System.console() != null && System.console().isTerminal()) {
            System.err.println("A launcher of another machine starts this command; there is nothing to type here.");
            System.err.println("'headline-bench launchers --help' says more.");
            return ExitCode.REFUSED;
        }
        try {
            return services.get().host(Runtime.getRuntime()::halt).serve(System.in, protocol);
        } catch (IOException parentGone) {
            return ExitCode.REFUSED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.CANCELLED;
        }
    }

    /** What a desktop hands over when a run store is opened with the program: its path, and nothing else. */
    static Optional<Path> opened(String[] arguments) {
        return arguments.length == 1 && !arguments[0].startsWith("-")
                ? Optional.of(Path.of(arguments[0])).filter(StoreExport::named)
                : Optional.empty();
    }

    private static int window(Optional<Path> opened, Lazy<Services> services, Version version,
            Map<String, String> environment, Terminal terminal) {
        if (WindowLauncher.displayAvailable(System.getProperty("os.name"), environment)) {
            try {
                WindowLauncher.launch(madeMeanwhile(() -> services.get().window()), opened);
                return ExitCode.OK;
            } catch (NoDisplay e) {
                System.getLogger(Main.class.getName()).log(System.Logger.Level.WARNING, "the window cannot open", e);
            }
        }
        if (opened.isPresent()) {
            return commandLine(new String[]{"runs", "import", opened.get().toString()}, services, version, terminal);
        }
        terminal.err().println("No display: running the default experiment in the terminal instead of the window.");
        int code = commandLine(DEFAULT_EXPERIMENT, services, version, terminal);
        terminal.out()
                .println("'headline-bench --help' lists the commands; results are in "
                        + services.get().folder().root());
        return code;
    }

    /** Begins to make something at once, on another thread; JavaFX starts up in the meantime. */
    private static <T> Supplier<T> madeMeanwhile(Supplier<T> made) {
        var making = new FutureTask<>(made::get);
        var thread = new Thread(making, "window-services");
        thread.setDaemon(true);
        thread.start();
        return () -> {
            try {
                return making.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case RuntimeException failure -> throw failure;
                    case Error failure -> throw failure;
                    default -> throw new IllegalStateException(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the window was opened", e);
            }
        };
    }

    private static int commandLine(String[] arguments, Lazy<Services> services, Version version, Terminal terminal) {
        return CommandLineFace.run(arguments, () -> services.get().commands(), version.toString(), terminal);
    }

    private static Terminal terminal(Map<String, String> environment) {
        boolean interactive = System.console() != null && System.console().isTerminal();
        String columns = environment.getOrDefault("COLUMNS", "");
        return new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(System.in)), interactive,
                columns.matches("\\d{2,4}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS);
    }
}
