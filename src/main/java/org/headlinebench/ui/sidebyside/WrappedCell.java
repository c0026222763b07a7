package org.headlinebench.ui.sidebyside;

import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.text.Text;

/** A cell whose row grows with its text, so that nothing is cut off. */
final class WrappedCell extends TableCell<ArticleRow, String> {
    private static final double PADDING = 18;
    private final Text text = new Text();

    WrappedCell(TableColumn<ArticleRow, String> column, String styleClass) {
        text.getStyleClass().add(styleClass);
        text.wrappingWidthProperty().bind(column.widthProperty().subtract(PADDING));
        setAlignment(Pos.TOP_LEFT);
    }

    @Override
    protected void updateItem(String item, boolean empty) {
        super.updateItem(item, empty);
        text.setText(empty || item == null ? "" : item);
        setGraphic(empty ? null : text);
    }
}
