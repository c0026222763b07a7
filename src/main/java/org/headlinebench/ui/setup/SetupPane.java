package org.headlinebench.ui.setup;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.theme.Theme;

/** The left side of the window: what to run, and the button that runs it. */
public final class SetupPane extends VBox {
    private static final double WIDTH = 316;

    public SetupPane(SetupModel setup, ExperimentModel experiment, ObservableValue<Theme> theme) {
        getStyleClass().add("setup");
        var sections = new VBox(new ModelSection(setup.models()), new StackSection(setup.stacks(), theme),
                new WorkloadSection(setup.workload()));
        sections.getStyleClass().add("sections");
        var scroll = new ScrollPane(sections);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, new ActionBar(setup, experiment));
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
    }
}
