package org.headlinebench.ui;

import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.frame.FrameBatcher;
import org.headlinebench.ui.frame.Frames;
import org.headlinebench.ui.frame.Pace;
import org.headlinebench.ui.shell.Shell;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.ThemeModel;

/** The application's window with its view-models. FX thread only. */
public final class HeadlineBenchWindow {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final String STYLE_SHEET = "/ui/window.css";

    private final Stage stage;
    private final SetupModel setup;
    private final ExperimentModel experiment;
    private final ThemeModel theme;

    private HeadlineBenchWindow(Stage stage, WindowServices services) {
        this.stage = stage;
        var frames = new FrameBatcher(Frames::next, new Pace(Frames::next, Frames::busyNanos)::next);
        ExecutorService helper = Executors.newFixedThreadPool(2, daemon("window-background", Thread.MIN_PRIORITY));
        ExecutorService experiments = Executors.newSingleThreadExecutor(daemon("experiment", Thread.NORM_PRIORITY));
        var background = new Background(helper, frames);
        setup = new SetupModel(services.models(), services.devices(), background);
        experiment = new ExperimentModel(services.benchmark(), experiments, background, Clock.systemUTC());
        theme = new ThemeModel(Platform.getPreferences().colorSchemeProperty());
        stage.setOnHidden(_ -> {
            experiment.cancel();
            experiments.shutdown();
            helper.shutdown();
        });
    }

    /** Shows the window on a stage. */
    public static HeadlineBenchWindow show(Stage stage, WindowServices services) {
        var window = new HeadlineBenchWindow(stage, services);
        window.show();
        return window;
    }

    public Stage stage() {
        return stage;
    }

    public SetupModel setup() {
        return setup;
    }

    public ExperimentModel experiment() {
        return experiment;
    }

    public ThemeModel theme() {
        return theme;
    }

    private void show() {
        theme.theme().subscribe(now -> Application.setUserAgentStylesheet(now.styleSheet()));
        var shell = new Shell(setup, experiment, theme);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        var scene = new Scene(shell, Math.min(WIDTH, screen.getWidth()), Math.min(HEIGHT, screen.getHeight()));
        scene.getStylesheets()
                .add(Objects.requireNonNull(HeadlineBenchWindow.class.getResource(STYLE_SHEET)).toExternalForm());
        theme.theme().subscribe(now -> {
            shell.getStyleClass().removeAll("light", "dark");
            shell.getStyleClass().add(now.name().toLowerCase(java.util.Locale.ROOT));
        });
        stage.setTitle(Messages.text("window.title"));
        stage.setMinWidth(1000);
        stage.setMinHeight(700);
        stage.setScene(scene);
        Shell.guard(stage, experiment);
        setup.load();
        stage.show();
    }

    private static java.util.concurrent.ThreadFactory daemon(String name, int priority) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setPriority(priority);
            return thread;
        };
    }
}
