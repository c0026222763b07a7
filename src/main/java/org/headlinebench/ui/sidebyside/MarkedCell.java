package org.headlinebench.ui.sidebyside;

import java.util.Optional;

import javafx.geometry.Pos;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.SharedWords;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/** A generated headline whose words that the actual one has, too, are marked; the row grows with its text. */
final class MarkedCell extends TableCell<ArticleRow, Optional<Sample>> {
    private static final double PADDING = 18;
    private final Flow flow = new Flow();

    MarkedCell(TableColumn<ArticleRow, Optional<Sample>> column) {
        flow.maxWidthProperty().bind(column.widthProperty().subtract(PADDING));
        flow.prefWidthProperty().bind(flow.maxWidthProperty());
        setAlignment(Pos.TOP_LEFT);
    }

    @Override
    protected void updateItem(Optional<Sample> sample, boolean empty) {
        super.updateItem(sample, empty);
        flow.getChildren().clear();
        if (empty || sample == null || sample.isEmpty()) {
            setGraphic(null);
            return;
        }
        String headline = sample.get().headline();
        if (headline.isEmpty()) {
            flow.getChildren().add(piece(Messages.text("sideBySide.empty"), "generated"));
        }
        for (SharedWords.Piece piece : SharedWords.of(sample.get().actualHeadline(), headline)) {
            flow.getChildren().add(piece(piece.text(), piece.shared() ? "shared" : "generated"));
        }
        String figures = Messages.text("sideBySide.figures", Figures.score(sample.get().rouge().rouge1().f1()),
                Figures.millis(sample.get().times().endToEndMillis()), sample.get().times().outputTokens());
        flow.getChildren().add(piece("\n" + figures, "figures"));
        setAccessibleText(headline + ", " + figures);
        setGraphic(flow);
    }

    private static Text piece(String words, String styleClass) {
        var text = new Text(words);
        text.getStyleClass().add(styleClass);
        return text;
    }

    /** A cell asks for the height without a width; it is that of the column's. */
    private static final class Flow extends TextFlow {
        @Override
        protected double computePrefHeight(double width) {
            return super.computePrefHeight(getMaxWidth());
        }
    }
}
