package org.headlinebench.ui.text;

import java.util.Optional;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/** What was done or could not be done, on one line of a page, with what can be done about it. Takes no room while quiet. */
public final class NoticeBar extends VBox {
    /** @param actions shown beside a notice; each hides itself where it does not apply */
    public NoticeBar(ObservableValue<Optional<String>> notice, ObservableValue<Optional<Problem>> problem,
            Node... actions) {
        setId("notice");
        var words = new Label();
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var line = new HBox(new FontIcon(Material2AL.CHECK_CIRCLE), words);
        line.getStyleClass().add("notice");
        line.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        line.getChildren().addAll(actions);
        notice.subscribe(text -> {
            words.setText(text.orElse(""));
            show(notice, problem, line);
        });
        problem.subscribe(_ -> show(notice, problem, line));
    }

    private void show(ObservableValue<Optional<String>> notice, ObservableValue<Optional<Problem>> problem, Node line) {
        getChildren().clear();
        problem.getValue().ifPresent(found -> getChildren().add(new ProblemBox(found)));
        notice.getValue().ifPresent(_ -> getChildren().add(line));
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }
}
