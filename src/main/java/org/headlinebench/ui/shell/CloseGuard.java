package org.headlinebench.ui.shell;

import javafx.animation.PauseTransition;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;

import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.queue.QueueModel;
import org.headlinebench.ui.text.Messages;

/** Asks before the window is closed during a run; then cancels it, waits until it is over, and closes. */
final class CloseGuard {
    /** A worker that does not end in this time is left to the benchmark's own end. */
    private static final Duration PATIENCE = Duration.seconds(5);

    private final Stage stage;
    private final ExperimentModel experiment;
    private final QueueModel queue;
    private boolean closing;

    private CloseGuard(Stage stage, WindowModel window) {
        this.stage = stage;
        this.experiment = window.experiment();
        this.queue = window.queue();
    }

    static void install(Stage stage, WindowModel window) {
        stage.setOnCloseRequest(new CloseGuard(stage, window)::closeRequested);
    }

    private void closeRequested(WindowEvent event) {
        if (!experiment.running().get()) {
            return;
        }
        event.consume();
        if (!closing && isConfirmed()) {
            closing = true;
            queue.hold();
            closeWhenOver();
        }
    }

    private boolean isConfirmed() {
        var close = new ButtonType(Messages.text("close.yes"), ButtonData.OK_DONE);
        var stay = new ButtonType(Messages.text("close.no"), ButtonData.CANCEL_CLOSE);
        var question = new Alert(AlertType.CONFIRMATION, Messages.text("close.text"), close, stay);
        question.initOwner(stage);
        question.setTitle(Messages.text("window.title"));
        question.setHeaderText(Messages.text("close.question"));
        question.getDialogPane().setId("close-question");
        return question.showAndWait().filter(close::equals).isPresent();
    }

    private void closeWhenOver() {
        if (!experiment.running().get()) {
            stage.close();
            return;
        }
        experiment.running().addListener((_, _, running) -> {
            if (!running) {
                stage.close();
            }
        });
        var patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(_ -> stage.close());
        patience.play();
        experiment.cancel();
    }
}
