package org.headlinebench.ui.setup;

import java.util.Optional;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** A titled group of fields in the setup panel, and the small parts that groups share. */
class Section extends VBox {
    Section(String titleKey, Node... content) {
        getStyleClass().add("section");
        var title = new Label(Messages.text(titleKey));
        title.getStyleClass().add("section-title");
        getChildren().add(title);
        getChildren().addAll(content);
    }

    /** A field under its name. */
    static VBox field(String nameKey, Node field) {
        var name = new Label(Messages.text(nameKey));
        name.getStyleClass().add("field-name");
        name.setLabelFor(field);
        var box = new VBox(name, field);
        box.getStyleClass().add("field");
        return box;
    }

    /** A line that explains; takes no room while it is empty. */
    static Label note(ObservableValue<String> text) {
        var note = new Label();
        note.getStyleClass().add("note");
        note.setWrapText(true);
        note.textProperty().bind(text);
        note.visibleProperty().bind(note.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }

    /** A problem below the field it is about; takes no room while there is none. */
    static Label problem(ObservableValue<Optional<Problem>> problem) {
        Label words = note(problem.map(found -> found.map(Problem::text).orElse("")));
        words.getStyleClass().setAll("label", "field-problem");
        return words;
    }
}
