package org.headlinebench.ui.runs;

import java.util.List;
import java.util.function.Consumer;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;

/**
 * What can be done with one run: cancel it while it waits or goes, run it again when it is over, see its log.
 *
 * @param again  runs a setup once more
 * @param cancel asks one run to stop
 */
record RunActions(Consumer<RunSetup> again, Consumer<RunModel> cancel, WorkerLog log) {
    /** Small buttons for a run's line. */
    List<Node> of(RunModel run) {
        Button stop = button("cancel-run-" + run.ordinal(), Material2AL.CANCEL, "runs.menu.cancel",
                () -> cancel.accept(run));
        Button retry = button("retry-run-" + run.ordinal(), Material2MZ.REPLAY, "runs.menu.retry",
                () -> again.accept(run.setup()));
        stop.visibleProperty().bind(run.state().map(state -> !state.isOver()));
        retry.visibleProperty().bind(run.state().map(state -> state.isOver()));
        Button show = button("log-run-" + run.ordinal(), Material2MZ.SUBJECT, "runs.menu.log", () -> {});
        show.setOnAction(_ -> run.run().get().ifPresent(stored -> log.show(stored.id(), run.label(), show)));
        for (Button button : List.of(stop, retry)) {
            button.managedProperty().bind(button.visibleProperty());
        }
        return List.of(stop, retry, show);
    }

    private static Button button(String id, Ikon icon, String words, Runnable action) {
        var button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat", "tiny");
        button.setTooltip(new Tooltip(Messages.text(words)));
        button.setAccessibleText(Messages.text(words));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setFocusTraversable(false);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
