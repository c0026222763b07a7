package org.headlinebench.ui.history;

import java.util.List;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.controlsfx.control.textfield.CustomTextField;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.history.StoreExport;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.files.FileDialogs.Kind;
import org.headlinebench.ui.page.Navigation;
import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.page.ToolLine;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;

/** Past runs: a table to search, what is known of the selected one beside it, and what can be done above. */
public final class HistoryPage extends VBox {
    private final HistoryModel model;
    private final SendModel send;
    private final Navigation navigation;
    private final FileDialogs dialogs;
    private final HistoryTable table;

    public HistoryPage(HistoryModel model, SendModel send, Navigation navigation, FileDialogs dialogs,
            ObservableValue<Number> fontScale) {
        this.model = model;
        this.send = send;
        this.navigation = navigation;
        this.dialogs = dialogs;
        this.table = new HistoryTable(model.entries());
        getStyleClass().addAll("page", "results");
        fontScale.subscribe(scale -> table.scale(scale.doubleValue()));
        table.setRowFactory(_ -> {
            var row = new javafx.scene.control.TableRow<Entry>();
            row.setOnMouseClicked(click -> {
                if (click.getClickCount() == 2 && !row.isEmpty()) {
                    openExperiment();
                }
            });
            return row;
        });
        table.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.DELETE) {
                model.delete(selected());
            } else if (key.getCode() == KeyCode.ENTER) {
                openExperiment();
            }
        });
        var placeholder = new Label();
        placeholder.getStyleClass().add("note");
        placeholder.textProperty()
                .bind(Bindings.when(Bindings.isEmpty(model.all()))
                        .then(Messages.text("history.none"))
                        .otherwise(Messages.text("history.noMatch")));
        table.setPlaceholder(placeholder);
        var detail = new HistoryDetail(model, table.getSelectionModel().selectedItemProperty());
        var split = new SplitPane(table, detail);
        SplitPane.setResizableWithParent(detail, false);
        split.setDividerPositions(0.72);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(toolBar(), new NoticeBar(model.notice(), model.problem(), undo()), split);
    }

    private ToolLine toolBar() {
        var selection = table.getSelectionModel().getSelectedItems();
        BooleanBinding nothing = Bindings.isEmpty(selection).or(model.busy());
        var search = new CustomTextField();
        search.setId("history-search");
        search.setLeft(new FontIcon(Material2MZ.SEARCH));
        search.setPromptText(Messages.text("history.search"));
        search.setAccessibleText(Messages.text("history.search"));
        search.setPrefColumnCount(22);
        search.textProperty().bindBidirectional(model.query());
        var count = new Label();
        count.getStyleClass().add("note");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.textProperty()
                .bind(Bindings.createStringBinding(() -> Messages.text("history.count",
                        Figures.count(model.entries().size()), Figures.count(model.all().size())), model.entries(),
                        model.all()));
        Button open = button("history-open", Material2MZ.OPEN_IN_NEW, "history.open", this::openExperiment, nothing);
        open.getStyleClass().add("accent");
        Button together = button("history-compare", Material2AL.COMPARE_ARROWS, "history.open.selected",
                () -> open(selected()), nothing);
        var bar = new ToolLine(new HBox(search, count), open, together,
                button("history-export", Material2MZ.SAVE_ALT, "history.export", this::export, nothing),
                button("history-send", Material2AL.CLOUD_UPLOAD, "history.send",
                        () -> SendDialog.show(send, selected(), getScene().getWindow()), unsendable(selection)),
                button("history-import", Material2MZ.OPEN_IN_BROWSER, "history.import", this::importFile,
                        Bindings.createBooleanBinding(() -> model.busy().get(), model.busy())),
                button("history-delete", Material2AL.DELETE_OUTLINE, "history.delete", () -> model.delete(selected()),
                        nothing));
        table.setContextMenu(menu());
        return bar;
    }

    private ContextMenu menu() {
        var open = new MenuItem(Messages.text("history.open"));
        open.setOnAction(_ -> openExperiment());
        var together = new MenuItem(Messages.text("history.open.selected"));
        together.setOnAction(_ -> open(selected()));
        var export = new MenuItem(Messages.text("history.export"));
        export.setOnAction(_ -> export());
        var sending = new MenuItem(Messages.text("history.send"));
        sending.setOnAction(_ -> SendDialog.show(send, selected(), getScene().getWindow()));
        sending.disableProperty().bind(unsendable(table.getSelectionModel().getSelectedItems()));
        var delete = new MenuItem(Messages.text("history.delete"));
        delete.setOnAction(_ -> model.delete(selected()));
        return new ContextMenu(open, together, export, sending, delete);
    }

    /** Runs that are not over have nothing to send yet. */
    private static BooleanBinding unsendable(ObservableList<Entry> selection) {
        return Bindings.createBooleanBinding(() -> selection.isEmpty()
                || selection.stream().anyMatch(entry -> !entry.run().state().isOver()), selection);
    }

    private Button undo() {
        var undo = new Button(Messages.text("history.undo"), new FontIcon(Material2MZ.UNDO));
        undo.setId("history-undo");
        undo.setMinWidth(Region.USE_PREF_SIZE);
        undo.visibleProperty().bind(model.undoable().map(ids -> !ids.isEmpty()));
        undo.managedProperty().bind(undo.visibleProperty());
        undo.setOnAction(_ -> model.undo());
        return undo;
    }

    private static Button button(String id, Ikon icon, String key, Runnable action, BooleanBinding disabled) {
        var button = new Button(Messages.text(key), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(Messages.text(key + ".tip")));
        button.disableProperty().bind(disabled);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private List<Entry> selected() {
        return List.copyOf(table.getSelectionModel().getSelectedItems());
    }

    private void openExperiment() {
        selected().stream().findFirst().ifPresent(entry -> open(model.experimentOf(entry)));
    }

    private void open(List<Entry> entries) {
        model.open(entries, () -> navigation.show(Page.BENCH));
    }

    private void export() {
        dialogs.save(Messages.text("history.export"), "runs.json", Kind.of("JSON", "*.json"), Kind.of("CSV", "*.csv"),
                Kind.of(Messages.text("history.export.store"), "*" + StoreExport.ENDING))
                .ifPresent(file -> model.export(selected(), file));
    }

    private void importFile() {
        dialogs.open(Messages.text("history.import"),
                Kind.of(Messages.text("history.import.kind"), "*.json", "*" + StoreExport.ENDING,
                        "*.sqlite"),
                Kind.of(Messages.text("files.all"), "*")).ifPresent(model::importFile);
    }
}
