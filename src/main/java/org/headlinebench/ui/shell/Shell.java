package org.headlinebench.ui.shell;

import java.util.EnumMap;
import java.util.Map;

import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

import org.headlinebench.ui.compare.ComparePage;
import org.headlinebench.ui.editor.EditorPage;
import org.headlinebench.ui.frame.Carets;
import org.headlinebench.ui.history.HistoryPage;
import org.headlinebench.ui.models.ModelsPage;
import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.page.Sidebar;
import org.headlinebench.ui.report.ReportPage;
import org.headlinebench.ui.system.SystemPage;
import org.headlinebench.ui.trial.TrialPage;

/** The window's frame: header above, a button per page to the left, the page beside them. */
public final class Shell extends BorderPane {
    private final WindowModel window;
    private final Map<Page, Region> pages = new EnumMap<>(Page.class);

    public Shell(WindowModel window) {
        this.window = window;
        getStyleClass().add("shell");
        setTop(new HeaderBar(window.setup().devices(), window.jobs(), window.theme()));
        setLeft(new Sidebar(window.navigation()));
        window.navigation().page().subscribe(this::show);
        FileDrop.accept(this, window);
        window.experiment().running().addListener((_, _, running) -> runningChanged(running));
        window.trial().experiment().running().addListener((_, _, running) -> runningChanged(running));
    }

    private void runningChanged(boolean running) {
        if (running) {
            Platform.runLater(() -> Carets.rest(this));
        } else {
            window.setup().models().refresh();
            window.history().refresh();
        }
    }

    /** Makes closing the window ask while something runs. */
    public static void guard(Stage stage, WindowModel window) {
        CloseGuard.install(stage, window);
    }

    /** Says so outside the window when an experiment is over and the window is not in front. */
    public static void tellWhenOver(Stage stage, WindowModel window) {
        EndNotice.install(stage, window);
    }

    /** Makes the keys work that the cheat sheet lists. */
    public void addShortcuts(Scene scene) {
        Shortcuts.install(scene, Shortcuts.of(this, window));
    }

    /** A page is made when it is first shown, so that the window opens fast. */
    private void show(Page page) {
        setCenter(pages.computeIfAbsent(page, this::make));
    }

    private Region make(Page page) {
        Region made = switch (page) {
            case BENCH -> new BenchPage(window);
            case RUNS -> new HistoryPage(window.history(), window.send(), window.navigation(), window.dialogs(),
                    window.theme().fontScale());
            case COMPARE -> new ComparePage(window.compare(), window.experiment().runs(), window.theme().theme(),
                    window.experiment().running(), window.dialogs(), window.pins(), window.painter(),
                    () -> window.navigation().show(Page.REPORT));
            case REPORT -> new ReportPage(window.report(), window.experiment().runs(), window.dialogs(),
                    window.experiment().running());
            case TRY -> new TrialPage(window.trial(), window.setup().models().selected(), window.theme().theme());
            case EDITOR -> new EditorPage(window.editor(), window.experiment().runs());
            case MODELS -> new ModelsPage(window.models(), model -> {
                window.setup().models().choose(model);
                window.navigation().show(Page.BENCH);
            }, window.experiment().running());
            case SYSTEM -> new SystemPage(window.system(), window.setup().devices(), window.experiment().running());
        };
        made.setId("page-" + page.id() + "-content");
        return made;
    }
}
