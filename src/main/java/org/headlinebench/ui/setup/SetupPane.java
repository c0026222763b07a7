package org.headlinebench.ui.setup;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.models.ModelsModel;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.queue.QueueModel;
import org.headlinebench.ui.theme.Theme;

/** The left side of the window: what to run, and the button that runs it. */
public final class SetupPane extends VBox {
    public SetupPane(SetupModel setup, ExperimentModel experiment, QueueModel queue, ObservableValue<Theme> theme,
            FileDialogs dialogs, ModelsModel models) {
        getStyleClass().add("setup");
        var sections = new VBox(new ModelSection(setup.models(), dialogs, models, experiment.running()),
                new StackSection(setup, theme),
                new WorkloadSection(setup.workload(), dialogs));
        sections.getStyleClass().add("sections");
        var scroll = Scrolls.plain(new ScrollPane(sections));
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, new ActionBar(setup, experiment, queue));
        // By the style sheet in widths of letters, so that it grows with the text.
        setMinWidth(USE_PREF_SIZE);
        setMaxWidth(USE_PREF_SIZE);
    }
}
