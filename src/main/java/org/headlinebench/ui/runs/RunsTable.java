package org.headlinebench.ui.runs;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.ui.experiment.RunFigures;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.table.ColumnWidths;
import org.headlinebench.ui.table.ColumnWidths.Claim;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** The experiment's runs: progress while they go, and what they came to. */
public final class RunsTable extends TableView<RunModel> {
    private static final double ROW_HEIGHT = 46;
    private static final double HEADER_HEIGHT = 41;
    private static final double SCROLL_BAR = 14;
    private static final double EDGES = 6;
    private static final int MOST_ROWS = 4;

    private double scale = 1;

    /**
     * @param again  runs a setup once more
     * @param cancel asks one run to stop
     */
    public RunsTable(ObservableList<RunModel> runs, ObservableValue<Theme> theme, Consumer<RunSetup> again,
            Consumer<RunModel> cancel, WorkerLog log) {
        super(runs);
        setContextMenu(menu(again, cancel, log));
        setId("runs");
        setAccessibleText(Messages.text("runs.accessible"));
        setFixedCellSize(ROW_HEIGHT);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        getColumns().add(configuration(theme, new RunActions(again, cancel, log)));
        getColumns().add(figure("runs.e2e.mean", 60, RunModel::figures, FigureText::endToEndMean));
        getColumns().add(figure("runs.e2e.p50", 60, RunModel::figures, FigureText::endToEndMedian));
        getColumns().add(figure("runs.e2e.p99", 66, RunModel::figures, FigureText::endToEndP99));
        getColumns().add(figure("runs.ttft", 68, RunModel::figures, FigureText::ttftMedian));
        getColumns().add(figure("runs.tokens", 60, RunModel::figures, FigureText::tokensPerSecond));
        getColumns().add(perRun("runs.peak", 62, run -> run.peakBytes()
                .flatMap(_ -> run.estimatedBytes())
                .map(_ -> FigureText.peak(run))));
        for (RougeVariant variant : RunFigures.VARIANTS) {
            getColumns().add(figure("runs." + variant, 81, RunModel::figures,
                    figures -> FigureText.rouge(figures, variant)));
        }
        getColumns().add(
                perRun("runs.identical", 69, run -> run.figures().map(figures -> FigureText.identical(run, figures))));
        getColumns().forEach(column -> {
            column.setSortable(false);
            column.setReorderable(false);
        });
        runs.addListener((ListChangeListener<RunModel>) _ -> fit());
        widthProperty().subscribe(_ -> fit());
    }

    private ContextMenu menu(Consumer<RunSetup> again, Consumer<RunModel> cancel, WorkerLog log) {
        var stop = new MenuItem(Messages.text("runs.menu.cancel"));
        stop.setOnAction(_ -> selected().ifPresent(cancel));
        var retry = new MenuItem(Messages.text("runs.menu.retry"));
        retry.setOnAction(_ -> selected().map(RunModel::setup).ifPresent(again));
        var show = new MenuItem(Messages.text("runs.menu.log"));
        show.setOnAction(_ -> selected().ifPresent(
                run -> run.run().get().ifPresent(stored -> log.show(stored.id(), run.label(), this))));
        var menu = new ContextMenu(stop, retry, show);
        menu.setOnShowing(_ -> {
            stop.setDisable(selected().filter(run -> !run.state().get().isOver()).isEmpty());
            retry.setDisable(selected().filter(run -> run.state().get().isOver()).isEmpty());
            show.setDisable(selected().isEmpty());
        });
        return menu;
    }

    private Optional<RunModel> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    /** Makes rows as high and columns as wide as text of that scale needs. */
    public void scale(double fontScale) {
        ColumnWidths.scale(this, fontScale);
        scale = fontScale;
        setFixedCellSize(Math.rint(ROW_HEIGHT * scale));
        fit();
    }

    /** As high as its rows, up to four of them, and as wide as its place. */
    private void fit() {
        int rows = Math.clamp(getItems().size(), 1, MOST_ROWS);
        boolean scrollsAside = getWidth() > 0 && getWidth() < ColumnWidths.least(this) + SCROLL_BAR;
        double height = scale * (HEADER_HEIGHT + ROW_HEIGHT * rows) + (scrollsAside ? SCROLL_BAR : 0) + EDGES;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
        // Always with room for the vertical bar: without it, each of the two bars would call for the other.
        ColumnWidths.share(this, SCROLL_BAR);
    }

    private static TableColumn<RunModel, RunModel> configuration(ObservableValue<Theme> theme,
            RunActions actions) {
        var column = new TableColumn<RunModel, RunModel>(Messages.text("runs.configuration"));
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(_ -> new ConfigurationCell(theme, actions));
        ColumnWidths.claim(column, new Claim(192, 6));
        return column;
    }

    private static <T> TableColumn<RunModel, FigureText> figure(String key, double width,
            Function<RunModel, ObservableValue<T>> source, Function<T, FigureText> text) {
        return perRun(key, width, run -> source.apply(run).map(text));
    }

    private static TableColumn<RunModel, FigureText> perRun(String key, double width,
            Function<RunModel, ObservableValue<FigureText>> text) {
        var column = new TableColumn<RunModel, FigureText>(Messages.text(key));
        column.getStyleClass().add("figures");
        column.setCellValueFactory(row -> text.apply(row.getValue()));
        column.setCellFactory(_ -> new FigureCell());
        ColumnWidths.claim(column, new Claim(width, 1));
        return column;
    }
}
