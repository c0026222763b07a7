package org.headlinebench.ui.runs;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.experiment.RunModel;

/** A number with its note below it, to the right. */
final class FigureCell extends TableCell<RunModel, FigureText> {
    private final Label value = new Label();
    private final Label note = new Label();
    private final VBox content = new VBox(value, note);

    FigureCell() {
        value.getStyleClass().add("figure");
        note.getStyleClass().add("note");
        content.setAlignment(Pos.CENTER_RIGHT);
        setAlignment(Pos.CENTER_RIGHT);
    }

    @Override
    protected void updateItem(FigureText figure, boolean empty) {
        super.updateItem(figure, empty);
        if (empty || figure == null) {
            setGraphic(null);
            return;
        }
        value.setText(figure.value());
        note.setText(figure.note());
        note.setVisible(!figure.note().isEmpty());
        note.setManaged(!figure.note().isEmpty());
        setGraphic(content);
    }
}
