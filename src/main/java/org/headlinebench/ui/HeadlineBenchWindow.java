package org.headlinebench.ui;

import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.bench.StackVerdict;
import org.headlinebench.ui.chart.ChartPainter;
import org.headlinebench.ui.chart.PinsModel;
import org.headlinebench.ui.chart.ProfilesModel;
import org.headlinebench.ui.compare.CompareModel;
import org.headlinebench.ui.editor.EditorModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.files.StageFileDialogs;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.frame.FrameBatcher;
import org.headlinebench.ui.frame.Frames;
import org.headlinebench.ui.frame.Pace;
import org.headlinebench.ui.history.HistoryModel;
import org.headlinebench.ui.history.SendModel;
import org.headlinebench.ui.models.ModelsModel;
import org.headlinebench.ui.page.Navigation;
import org.headlinebench.ui.queue.QueueModel;
import org.headlinebench.ui.report.ReportModel;
import org.headlinebench.ui.runs.WorkerLog;
import org.headlinebench.ui.shell.Shell;
import org.headlinebench.ui.shell.WindowModel;
import org.headlinebench.ui.shell.WindowState;
import org.headlinebench.ui.system.SystemModel;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.ThemeModel;
import org.headlinebench.ui.trial.TrialModel;

/** The application's window with its view-models. FX thread only. */
public final class HeadlineBenchWindow {
    private static final String STYLE_SHEET = "/ui/window.css";
    /** As the style sheet has it for a scale of 1. */
    private static final double FONT_PIXELS = 13;

    private final Stage stage;
    private final WindowModel model;
    private final WindowState before;

    private HeadlineBenchWindow(Stage stage, WindowServices services, FileDialogs dialogs) {
        this.stage = stage;
        var paintedNanos = new AtomicLong();
        var frames = new FrameBatcher(Frames::next,
                new Pace(Frames::next, () -> Frames.busyNanos() + paintedNanos.get())::next);
        ExecutorService helper = Executors.newFixedThreadPool(2, daemon("window-background", Thread.MIN_PRIORITY));
        ExecutorService works = Executors.newCachedThreadPool(daemon("window-job", Thread.MIN_PRIORITY));
        ExecutorService experiments = Executors.newSingleThreadExecutor(daemon("experiment", Thread.NORM_PRIORITY));
        ExecutorService figures = Executors.newSingleThreadExecutor(daemon("window-figures", Thread.MIN_PRIORITY));
        var background = new Background(helper, frames);
        var computing = new Background(figures, frames);
        var experiment = new ExperimentModel(services.benchmark(), services.history().store(), experiments,
                background, computing,
                Clock.systemUTC(),
                setup -> services.models()
                        .judge(setup.model(), setup.device().kind(),
                                setup.stack()) instanceof StackVerdict.Runs runs
                                        ? runs.estimatedBytes()
                                        : OptionalLong.empty());
        var trials = new ExperimentModel(services.benchmark(), services.history().store(), experiments, background,
                Clock.systemUTC());
        var setup = new SetupModel(services.models(), services.devices(), services.farDevices(), background);
        var history = services.history();
        var jobs = new Jobs(new Background(works, frames));
        before = WindowState.load(services.windowState());
        model = new WindowModel(setup, experiment,
                new QueueModel(history.store().waiting(), history.store(), experiment, background),
                new HistoryModel(history, services.evidence(), experiment, jobs, background),
                new SendModel(services.tracking(), jobs, before.trackingAddress()), jobs,
                new CompareModel(experiment.samples(), background),
                new ReportModel(services.reporting(), jobs, background, Clock.systemUTC(), services.version()),
                new TrialModel(setup, trials),
                new EditorModel(history.store().votes(), experiment.samples(), background, Clock.systemUTC(),
                        RandomGenerator.getDefault()),
                new ModelsModel(services.modelStore(), jobs, background, setup.models()::refresh),
                new SystemModel(services.selfTest(), background),
                new WorkerLog(services.workerLogs(), background),
                new PinsModel(history.store().pins(), background, Clock.systemUTC()),
                new ProfilesModel(services.profiles(), background), new ChartPainter(background, paintedNanos),
                new ThemeModel(Platform.getPreferences().colorSchemeProperty()), new Navigation(), dialogs);
        before.theme().ifPresent(model.theme()::choose);
        model.theme().scaleFont(before.fontScale());
        model.navigation().show(before.page());
        stage.setOnHidden(_ -> {
            state().save(services.windowState());
            model.queue().hold();
            experiment.cancel();
            trials.cancel();
            experiments.shutdown();
            helper.shutdown();
            works.shutdownNow();
            figures.shutdown();
        });
    }

    /** Shows the window on a stage. */
    public static HeadlineBenchWindow show(Stage stage, WindowServices services) {
        return show(stage, services, new StageFileDialogs(stage));
    }

    /** Shows the window on a stage. */
    public static HeadlineBenchWindow show(Stage stage, WindowServices services, FileDialogs dialogs) {
        var window = new HeadlineBenchWindow(stage, services, dialogs);
        window.show();
        return window;
    }

    public Stage stage() {
        return stage;
    }

    public SetupModel setup() {
        return model.setup();
    }

    public ExperimentModel experiment() {
        return model.experiment();
    }

    public ThemeModel theme() {
        return model.theme();
    }

    /** All view-models. */
    public WindowModel model() {
        return model;
    }

    private void show() {
        theme().theme().subscribe(now -> Application.setUserAgentStylesheet(now.styleSheet()));
        var shell = new Shell(model);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        var scene = new Scene(shell, Math.min(before.width(), screen.getWidth()),
                Math.min(before.height(), screen.getHeight()));
        scene.getStylesheets()
                .add(Objects.requireNonNull(HeadlineBenchWindow.class.getResource(STYLE_SHEET)).toExternalForm());
        theme().theme().subscribe(now -> {
            shell.getStyleClass().removeAll("light", "dark");
            shell.getStyleClass().add(now.name().toLowerCase(Locale.ROOT));
        });
        theme().fontScale()
                .subscribe(scale -> shell.setStyle(
                        String.format(Locale.ROOT, "-fx-font-size: %.1fpx;", FONT_PIXELS * scale.doubleValue())));
        stage.setTitle(Messages.text("window.title"));
        stage.setMinWidth(1000);
        stage.setMinHeight(700);
        stage.setScene(scene);
        place();
        shell.addShortcuts(scene);
        Shell.guard(stage, model);
        Shell.tellWhenOver(stage, model);
        setup().load();
        model.history().refresh();
        model.queue().load();
        model.pins().load();
        stage.show();
        StartTime.log(setup().complete());
    }

    /** Where it was, if that is on a screen that is still there. */
    private void place() {
        stage.setMaximized(before.maximized());
        if (before.x().isPresent() && before.y().isPresent()
                && !Screen.getScreensForRectangle(before.x().get(), before.y().get(), before.width(), before.height())
                        .isEmpty()) {
            stage.setX(before.x().get());
            stage.setY(before.y().get());
        }
    }

    private WindowState state() {
        boolean maximized = stage.isMaximized();
        return new WindowState(maximized ? before.x() : Optional.of(stage.getX()),
                maximized ? before.y() : Optional.of(stage.getY()),
                maximized ? before.width() : stage.getScene().getWidth(),
                maximized ? before.height() : stage.getScene().getHeight(), maximized, theme().chosen(),
                model.navigation().page().get(), theme().fontScale().get(),
                model.send().mistake().isEmpty() ? model.send().address().get().strip() : "");
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
