package org.headlinebench.ui.shell;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import javafx.geometry.Pos;
import javafx.stage.Stage;
import javafx.util.Duration;

import org.controlsfx.control.Notifications;

import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.text.Messages;

/** Says that an experiment is over while its user looks at something else. */
final class EndNotice {
    private static final Duration SHOWN = Duration.seconds(20);

    private EndNotice() {}

    /** Tells by a notification in the corner of the screen; a click on it brings the window back. */
    static void install(Stage stage, WindowModel window) {
        watch(window.experiment(), () -> stage.isFocused() && !stage.isIconified(), (title, words) -> Notifications
                .create()
                .title(title)
                .text(words)
                .position(Pos.BOTTOM_RIGHT)
                .hideAfter(SHOWN)
                .onAction(_ -> {
                    stage.setIconified(false);
                    stage.toFront();
                    window.navigation().show(Page.BENCH);
                })
                .showInformation());
    }

    /** @param tell told a title and what became of the runs */
    static void watch(ExperimentModel experiment, BooleanSupplier inFront, BiConsumer<String, String> tell) {
        experiment.running().addListener((_, _, running) -> {
            if (!running && !inFront.getAsBoolean()) {
                tell.accept(Messages.text(experiment.problem().get().isPresent() ? "notice.failed" : "notice.over"),
                        experiment.problem()
                                .get()
                                .map(problem -> problem.text())
                                .orElseGet(() -> words(experiment.runs())));
            }
        });
    }

    private static String words(List<RunModel> runs) {
        long failed = runs.stream().filter(run -> run.state().get() == RunState.FAILED).count();
        long cancelled = runs.stream().filter(run -> run.state().get() == RunState.CANCELLED).count();
        return Messages.text("notice.runs", runs.size() - failed - cancelled, runs.size())
                + (failed == 0 ? "" : " " + Messages.text("notice.runs.failed", failed))
                + (cancelled == 0 ? "" : " " + Messages.text("notice.runs.cancelled", cancelled));
    }
}
