package org.headlinebench.ui.history;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.ui.table.ColumnWidths;
import org.headlinebench.ui.table.ColumnWidths.Claim;
import org.headlinebench.ui.text.Messages;

/** The past runs, a line each. */
final class HistoryTable extends TableView<Entry> {
    private static final double SCROLL_BAR = 16;
    private static final double ROW_HEIGHT = 32;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    HistoryTable(ObservableList<Entry> entries) {
        setId("history");
        setAccessibleText(Messages.text("history.accessible"));
        setFixedCellSize(ROW_HEIGHT);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        getColumns().add(text("history.created", new Claim(140, 0), entry -> TIME.format(entry.run().createdAt())));
        getColumns().add(text("history.name", new Claim(190, 3), HistoryTable::name));
        getColumns().add(text("history.model", new Claim(120, 1), entry -> model(entry.run())));
        getColumns().add(text("history.state", new Claim(80, 0),
                entry -> Messages.text("phase." + entry.run().state())));
        var samples = new TableColumn<Entry, Integer>(Messages.text("history.samples"));
        samples.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().samples()));
        ColumnWidths.claim(samples, new Claim(76, 0));
        getColumns().add(samples);
        getColumns().add(text("history.dataset", new Claim(120, 1),
                entry -> entry.run().workload().dataset() + ", " + entry.run().workload().selection()));
        getColumns().add(text("history.tags", new Claim(90, 1), entry -> String.join(", ", entry.label().tags())));
        widthProperty().subscribe(_ -> ColumnWidths.share(this, SCROLL_BAR));
        var sorted = new SortedList<>(entries);
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
    }

    /** Makes rows as high and columns as wide as text of that scale needs. */
    void scale(double fontScale) {
        setFixedCellSize(Math.rint(ROW_HEIGHT * fontScale));
        ColumnWidths.scale(this, fontScale);
        ColumnWidths.share(this, SCROLL_BAR);
    }

    /** What its user calls the run, else its stack. */
    static String name(Entry entry) {
        return entry.label().name().isEmpty() ? entry.run().setup().name() : entry.label().name();
    }

    /** A catalog id, or the file's name: paths are long and the file is what tells them apart. */
    static String model(Run run) {
        String model = run.setup().model();
        return model.substring(Math.max(model.lastIndexOf('/'), model.lastIndexOf('\\')) + 1);
    }

    private static TableColumn<Entry, String> text(String key, Claim claim, Function<Entry, String> text) {
        var column = new TableColumn<Entry, String>(Messages.text(key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        ColumnWidths.claim(column, claim);
        return column;
    }
}
