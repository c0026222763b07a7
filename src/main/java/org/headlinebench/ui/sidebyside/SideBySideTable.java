package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.table.ColumnWidths;
import org.headlinebench.ui.table.ColumnWidths.Claim;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/** Row, category, description and actual headline, beside what each configuration wrote. */
public final class SideBySideTable extends TableView<ArticleRow> {
    private static final Claim HEADLINE = new Claim(178, 1);
    private static final double SCROLL_BAR = 16;
    private static final double LINE_HEIGHT = 17.5;
    private static final int LINES = 5;
    private static final double PADDING = 12;
    /** Far more than a screen has. */
    private static final int KEPT_TEXTS = 1_000;
    private final ObservableValue<Theme> theme;
    private final Map<Place, CellText> texts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, CellText> eldest) {
            return size() > KEPT_TEXTS;
        }
    };

    /** An article, or what was written for it, in a column. */
    private record Place(Object shown, String column) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.shown == shown && place.column.equals(column);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(shown) + column.hashCode();
        }
    }

    public SideBySideTable(SideBySideModel model, ObservableValue<Theme> theme) {
        super(model.shown());
        this.theme = theme;
        setId("side-by-side");
        setAccessibleText(Messages.text("sideBySide.accessible"));
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        scale(1);
        widthProperty().subscribe(_ -> ColumnWidths.share(this, SCROLL_BAR));
        model.rows().addListener((ListChangeListener<ArticleRow>) _ -> showColumns(model));
        setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.D && !key.isShortcutDown()) {
                int next = model.nextDifference(getSelectionModel().getSelectedIndex());
                if (next >= 0) {
                    getSelectionModel().clearAndSelect(next);
                    scrollTo(Math.max(0, next - 1));
                }
                key.consume();
            } else if (key.getCode() == KeyCode.ESCAPE) {
                getSelectionModel().clearSelection();
            }
        });
        showColumns(model);
    }

    /** Gives all rows the height of five lines: rows of one height need not be measured before they are shown. */
    public void scale(double fontScale) {
        setFixedCellSize(Math.ceil(LINES * LINE_HEIGHT * fontScale) + PADDING);
        texts.clear();
        ColumnWidths.scale(this, fontScale);
        ColumnWidths.share(this, SCROLL_BAR);
    }

    private void showColumns(SideBySideModel model) {
        texts.clear();
        var columns = new ArrayList<TableColumn<ArticleRow, ?>>();
        columns.add(text("sideBySide.row", new Claim(48, 0), "muted", row -> Figures.count(row.article().rowNumber())));
        columns.add(text("sideBySide.category", new Claim(108, 0), "category", row -> row.article().category()));
        columns.add(
                text("sideBySide.description", new Claim(190, 1.6), "plain", row -> row.article().shortDescription()));
        columns.add(text("sideBySide.actual", new Claim(150, 1), "strong", row -> row.article().headline()));
        model.runs().forEach(run -> columns.add(generated(run)));
        columns.forEach(column -> column.setSortable(false));
        getColumns().setAll(columns);
        ColumnWidths.share(this, SCROLL_BAR);
    }

    private TableColumn<ArticleRow, Optional<Sample>> generated(RunModel run) {
        var column = new TableColumn<ArticleRow, Optional<Sample>>();
        ColumnWidths.claim(column, HEADLINE);
        column.setCellFactory(_ -> new TextCell<>("generated", sample -> sample.map(written -> texts
                .computeIfAbsent(new Place(written, ""), _ -> CellText.marked(written))).orElse(CellText.NONE)));
        column.setId("generated-" + run.ordinal());
        column.setGraphic(header(run));
        column.setCellValueFactory(row -> row.getValue().sample(run.ordinal()));
        return column;
    }

    private VBox header(RunModel run) {
        var name = new Label(run.label());
        var tag = new Label(Messages.text("sideBySide.generated"));
        tag.getStyleClass().addAll("tag", "tag-generated");
        tag.setMinWidth(Region.USE_PREF_SIZE);
        var origin = new HBox(new SeriesSwatch(run.style(), theme), tag);
        origin.getStyleClass().add("line");
        origin.setAlignment(Pos.CENTER_LEFT);
        var header = new VBox(name, origin);
        header.getStyleClass().add("generated-header");
        return header;
    }

    private TableColumn<ArticleRow, ArticleRow> text(String key, Claim claim, String styleClass,
            Function<ArticleRow, String> text) {
        var column = new TableColumn<ArticleRow, ArticleRow>();
        ColumnWidths.claim(column, claim);
        column.setCellFactory(_ -> new TextCell<>(styleClass, row -> texts.computeIfAbsent(new Place(row, key),
                _ -> CellText.plain(text.apply(row)))));
        column.setText(Messages.text(key));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        return column;
    }
}
