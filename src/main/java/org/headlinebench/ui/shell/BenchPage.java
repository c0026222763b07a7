package org.headlinebench.ui.shell;

import java.util.Optional;

import javafx.beans.binding.Bindings;
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
        var results = new ResultsPane(window);
        var empty = new EmptyState(() -> {
            window.setup().useFirstStacks();
            window.queue().add(window.setup().setups(), window.setup().firstArticles());
        });
        results.visibleProperty().bind(Bindings.isNotEmpty(window.experiment().runs()));
        empty.visibleProperty().bind(results.visibleProperty().not());
        var contents = new StackPane(empty, results);
        VBox.setVgrow(contents, Priority.ALWAYS);
        var center = new VBox(new FailureList(window.experiment()),
                new NoticeBar(window.experiment().waiting(), new ReadOnlyObjectWrapper<>(Optional.empty())),
                new QueuePane(window.queue()), contents);
        center.getStyleClass().add("center");
        setLeft(new SetupPane(window.setup(), window.experiment(), window.queue(), theme, window.dialogs(),
                window.models()));
        setCenter(center);
    }
}
