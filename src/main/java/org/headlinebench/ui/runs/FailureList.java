package org.headlinebench.ui.runs;

import java.util.ArrayList;
import java.util.List;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.VBox;

import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;
import org.headlinebench.ui.text.ProblemBox;

/** What went wrong, in words: the experiment as a whole, and each run that failed. */
public final class FailureList extends VBox {
    private final ExperimentModel experiment;

    public FailureList(ExperimentModel experiment) {
        this.experiment = experiment;
        setId("failures");
        getStyleClass().add("failures");
        experiment.problem().subscribe(_ -> show());
        experiment.runs().addListener((ListChangeListener<RunModel>) _ -> {
            experiment.runs().forEach(run -> run.state().subscribe(_ -> show()));
            show();
        });
    }

    private void show() {
        List<Node> boxes = new ArrayList<>();
        experiment.problem().get().ifPresent(problem -> boxes.add(new ProblemBox(problem)));
        for (RunModel run : experiment.runs()) {
            if (run.state().get() == RunState.FAILED) {
                run.failure().ifPresent(failure -> boxes.add(box(run, failure)));
            }
        }
        getChildren().setAll(boxes);
        setVisible(!boxes.isEmpty());
        setManaged(!boxes.isEmpty());
    }

    private static Node box(RunModel run, RunFailure failure) {
        var problem = new Problem(Messages.text("run.failed", run.label(), failure.message()), failure.remedy());
        if (failure.logTail().isBlank()) {
            return new ProblemBox(problem);
        }
        var copy = new Button(Messages.text("run.copyLog"));
        copy.getStyleClass().add("small");
        copy.setOnAction(_ -> Clipboard.getSystemClipboard()
                .setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, failure.logTail())));
        return new ProblemBox(problem, copy);
    }
}
