package org.headlinebench.ui.sidebyside;

import java.util.function.Function;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;

/** A cell whose words are cut where its row ends; the whole text is beside the table. */
final class TextCell<T> extends TableCell<ArticleRow, T> {
    private final CutText words;
    private final Function<T, CellText> text;

    /**
     * @param look style class of its words
     * @param text of an item; asked each time one is shown
     */
    TextCell(String look, Function<T, CellText> text) {
        this.words = new CutText(look);
        this.text = text;
        setAlignment(Pos.TOP_LEFT);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setGraphic(words);
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        CellText shown = empty || item == null ? CellText.NONE : text.apply(item);
        words.show(shown);
        setAccessibleText(shown.whole());
    }

    /** What is shown depends on the place in the table: comparing whole articles would cost more. */
    @Override
    protected boolean isItemChanged(T before, T now) {
        return before != now;
    }

    @Override
    protected void layoutChildren() {
        words.setPrefSize(Math.max(0, getWidth() - snappedLeftInset() - snappedRightInset()),
                Math.max(0, getHeight() - snappedTopInset() - snappedBottomInset()));
        super.layoutChildren();
    }
}
