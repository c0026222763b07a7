package org.headlinebench.ui.text;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/** A problem as the window shows it: what is wrong, and below it what to do. */
public final class ProblemBox extends HBox {
    public ProblemBox(Problem problem, Node... actions) {
        getStyleClass().add("problem");
        var message = new Label(problem.message());
        message.getStyleClass().add("problem-message");
        message.setWrapText(true);
        var remedy = new Label(problem.remedy());
        remedy.setWrapText(true);
        message.setMinHeight(USE_PREF_SIZE);
        remedy.setMinHeight(USE_PREF_SIZE);
        var words = new VBox(message, remedy);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(new FontIcon(Material2AL.ERROR_OUTLINE), words);
        for (Node action : actions) {
            if (action instanceof Region control) {
                control.setMinWidth(USE_PREF_SIZE);
            }
            getChildren().add(action);
        }
    }
}
