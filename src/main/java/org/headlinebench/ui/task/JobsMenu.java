package org.headlinebench.ui.task;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.ui.text.Messages;

/** How many jobs there are, and below it each with its progress and a way to stop it; not there while there is none. */
public final class JobsMenu extends MenuButton {
    private static final double WIDTH = 320;

    public JobsMenu(Jobs jobs) {
        setId("jobs");
        getStyleClass().add("flat");
        setMinWidth(USE_PREF_SIZE);
        setGraphic(new FontIcon(Material2AL.HOURGLASS_EMPTY));
        setTooltip(new Tooltip(Messages.text("jobs.tip")));
        accessibleTextProperty().bind(textProperty());
        textProperty().bind(Bindings.createStringBinding(() -> jobs.running().size() == 1
                ? Messages.text("jobs.one")
                : Messages.text("jobs.count", jobs.running().size()), jobs.running()));
        visibleProperty().bind(Bindings.isNotEmpty(jobs.running()));
        managedProperty().bind(visibleProperty());
        jobs.running().addListener((ListChangeListener<Job>) _ -> list(jobs));
        list(jobs);
    }

    private void list(Jobs jobs) {
        getItems().setAll(jobs.running().stream().map(JobsMenu::item).toList());
    }

    private static CustomMenuItem item(Job job) {
        var title = new Label(job.title());
        title.getStyleClass().add("card-title");
        title.setWrapText(true);
        var bar = new ProgressBar();
        // A bar that moves by itself has JavaFX paint sixty times a second.
        bar.progressProperty().bind(job.progress().map(done -> Math.max(0, done.doubleValue())));
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        var cancel = new Button("", new FontIcon(Material2AL.CANCEL));
        cancel.getStyleClass().addAll("button-icon", "flat", "tiny");
        cancel.setTooltip(new Tooltip(Messages.text("jobs.cancel")));
        cancel.setAccessibleText(Messages.text("jobs.cancel.of", job.title()));
        cancel.disableProperty().bind(job.cancelling());
        cancel.setOnAction(_ -> job.cancel());
        var line = new HBox(6, bar, cancel);
        line.setAlignment(Pos.CENTER_LEFT);
        var words = new Label();
        words.getStyleClass().add("note");
        words.setWrapText(true);
        words.textProperty().bind(job.words());
        var box = new VBox(2, title, line, words);
        box.setPrefWidth(WIDTH);
        var item = new CustomMenuItem(box, false);
        item.getStyleClass().add("job");
        return item;
    }
}
