package org.headlinebench.ui.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.ui.text.Messages;

/** What the window shows before the first experiment: what to do. */
final class EmptyState extends VBox {
    /** @param first runs a small experiment on what comes with the program */
    EmptyState(Runnable first) {
        setId("empty");
        getStyleClass().add("empty");
        setAlignment(Pos.CENTER);
        var title = new Label(Messages.text("empty.title"));
        title.getStyleClass().add("empty-title");
        getChildren().addAll(new FontIcon(Material2AL.ASSESSMENT), title);
        for (int step = 1; step <= 3; step++) {
            var line = new Label(Messages.text("empty.step" + step));
            line.setWrapText(true);
            line.getStyleClass().add("empty-step");
            getChildren().add(line);
        }
        var show = new Button(Messages.text("empty.first"), new FontIcon(Material2MZ.PLAY_ARROW));
        show.setId("first-run");
        show.setOnAction(_ -> first.run());
        var hint = new Label(Messages.text("empty.first.hint"));
        hint.getStyleClass().add("note");
        getChildren().addAll(show, hint);
    }
}
