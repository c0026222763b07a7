package org.headlinebench.ui.shell;

import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.frame.Carets;
import org.headlinebench.ui.runs.FailureList;
import org.headlinebench.ui.setup.SetupPane;
import org.headlinebench.ui.theme.ThemeModel;

/** The window's frame: header above, setup to the left, results in the middle. */
public final class Shell extends BorderPane {
    public Shell(SetupModel setup, ExperimentModel experiment, ThemeModel theme) {
        getStyleClass().add("shell");
        var results = new ResultsPane(experiment, theme.theme());
        var empty = new EmptyState();
        results.visibleProperty().bind(Bindings.isNotEmpty(experiment.runs()));
        empty.visibleProperty().bind(results.visibleProperty().not());
        var pages = new StackPane(empty, results);
        VBox.setVgrow(pages, Priority.ALWAYS);
        var center = new VBox(new FailureList(experiment), pages);
        center.getStyleClass().add("center");
        setTop(new HeaderBar(setup.devices(), theme));
        setLeft(new SetupPane(setup, experiment, theme.theme()));
        setCenter(center);
        FileDrop.accept(this, setup);
        experiment.running().addListener((_, _, running) -> {
            if (running) {
                Platform.runLater(() -> Carets.rest(this));
            } else {
                setup.models().refresh();
            }
        });
    }

    /** Makes closing the window ask while something runs. */
    public static void guard(Stage stage, ExperimentModel experiment) {
        CloseGuard.install(stage, experiment);
    }
}
