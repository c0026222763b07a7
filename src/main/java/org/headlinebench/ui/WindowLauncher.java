package org.headlinebench.ui;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.application.Application;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;

import org.headlinebench.ui.shell.FileDrop;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;
import org.headlinebench.ui.theme.Theme;

/** Starts JavaFX with the window. */
public final class WindowLauncher {
    /** JavaFX makes the application itself and hands nothing over, hence a field; set once, before the launch. */
    private static Supplier<WindowServices> services;
    private static Optional<Path> opened = Optional.empty();

    private WindowLauncher() {}

    /**
     * Opens the window and returns when it is closed. Call it once per process.
     *
     * @param services made on the FX thread when JavaFX is up; where that fails, a dialog says why
     * @param opened   a file to open in it, as if it had been dropped on it
     * @throws NoDisplay if there is a display variable, but no display that answers
     */
    public static void launch(Supplier<WindowServices> services, Optional<Path> opened) {
        WindowLauncher.services = Objects.requireNonNull(services, "services");
        WindowLauncher.opened = Objects.requireNonNull(opened, "opened");
        try {
            Application.launch(WindowApplication.class);
        } catch (UnsupportedOperationException | UnsatisfiedLinkError noToolkit) {
            throw new NoDisplay(noToolkit);
        }
    }

    /**
     * Whether a window can be expected to open. On Linux and other Unixes JavaFX needs an X display (Wayland sessions offer
     * one); Windows and macOS have one unless the process was started over SSH.
     *
     * @param operatingSystem the {@code os.name} property
     * @param environment     the process's environment
     */
    public static boolean displayAvailable(String operatingSystem, Map<String, String> environment) {
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        if (system.contains("win") && !system.contains("darwin") || system.contains("mac")) {
            return !environment.containsKey("SSH_CONNECTION");
        }
        return !environment.getOrDefault("DISPLAY", "").isBlank();
    }

    /** What JavaFX instantiates. */
    public static final class WindowApplication extends Application {
        @Override
        public void start(Stage stage) {
            try {
                var window = HeadlineBenchWindow.show(stage, services.get());
                opened.ifPresent(file -> FileDrop.open(file, window.model()));
            } catch (RuntimeException failure) {
                showProblem(Problem.of(failure));
            }
        }

        private static void showProblem(Problem problem) {
            setUserAgentStylesheet(Theme.LIGHT.styleSheet());
            var alert = new Alert(AlertType.ERROR, problem.remedy(), ButtonType.CLOSE);
            alert.setTitle(Messages.text("window.title"));
            alert.setHeaderText(problem.message());
            alert.showAndWait();
        }
    }
}
