package org.headlinebench.ui.setup;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.queue.QueueModel;
import org.headlinebench.ui.text.Messages;

/** Run and cancel. */
final class ActionBar extends HBox {
    ActionBar(SetupModel setup, ExperimentModel experiment, QueueModel queue) {
        getStyleClass().add("action-bar");
        var run = new Button("", new FontIcon(Material2MZ.PLAY_ARROW));
        run.setId("run");
        run.getStyleClass().add("accent");
        run.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(run, Priority.ALWAYS);
        var stacks = setup.stacks().stacks();
        run.textProperty()
                .bind(Bindings.createStringBinding(() -> words(stacks.size(), experiment.running().get()), stacks,
                        experiment.running()));
        run.disableProperty().bind(setup.complete().not());
        run.setOnAction(_ -> queue.add(setup.setups(), setup.articles()));

        var cancel = new Button("", new FontIcon(Material2MZ.STOP));
        cancel.setId("cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.textProperty()
                .bind(experiment.cancelling()
                        .map(asked -> Messages.text(asked ? "action.cancelling" : "action.cancel")));
        cancel.disableProperty().bind(experiment.running().not().or(experiment.cancelling()));
        cancel.setOnAction(_ -> experiment.cancel());
        getChildren().addAll(run, cancel);
    }

    private static String words(int stacks, boolean running) {
        if (stacks < 2) {
            return running ? Messages.text("action.queue") : Messages.text("action.run");
        }
        return running ? Messages.text("action.queue.many", stacks) : Messages.text("action.run.many", stacks);
    }
}
