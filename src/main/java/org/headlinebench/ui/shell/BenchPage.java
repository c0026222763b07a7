package org.headlinebench.ui.shell;

import java.util.Optional;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.queue.QueuePane;
import org.headlinebench.ui.runs.FailureList;
import org.headlinebench.ui.setup.SetupPane;
import org.headlinebench.ui.text.NoticeBar;

/** Choosing, running and watching: the setup to the left, results in the middle. */
final class BenchPage extends BorderPane {
    BenchPage(WindowModel window) {
        var theme = window.theme().theme();
        var empty = new EmptyState(() -> {
            window.setup().useFirstStacks();
            window.queue().add(window.setup().setups(), window.setup().firstArticles());
        });
        var contents = new StackPane(empty);
        window.experiment().runs().subscribe(() -> showResults(contents, empty, window));
        showResults(contents, empty, window);
        VBox.setVgrow(contents, Priority.ALWAYS);
        var center = new VBox(new FailureList(window.experiment()),
                new NoticeBar(window.experiment().waiting(), new ReadOnlyObjectWrapper<>(Optional.empty())),
                new QueuePane(window.queue()), contents);
        center.getStyleClass().add("center");
        setLeft(new SetupPane(window.setup(), window.experiment(), window.queue(), theme, window.dialogs(),
                window.models()));
        setCenter(center);
    }

    /** Charts and tables are made for the first run, so that the window opens fast. */
    private static void showResults(StackPane contents, EmptyState empty, WindowModel window) {
        boolean nothing = window.experiment().runs().isEmpty();
        if (!nothing && contents.getChildren().size() == 1) {
            contents.getChildren().add(new ResultsPane(window));
        }
        empty.setVisible(nothing);
        contents.getChildren().stream().filter(shown -> shown != empty).forEach(shown -> shown.setVisible(!nothing));
    }
}
