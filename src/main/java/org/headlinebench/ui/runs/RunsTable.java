package org.headlinebench.ui.runs;

import java.util.function.Function;

import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.ui.experiment.RunFigures;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

import javafx.collections.ObservableList;

/** The experiment's runs: progress while they go, and what they came to. */
public final class RunsTable extends TableView<RunModel> {
    private static final double ROW_HEIGHT = 46;
    private static final double HEADER_HEIGHT = 41;
    private static final int MOST_ROWS = 4;

    public RunsTable(ObservableList<RunModel> runs, ObservableValue<Theme> theme) {
        super(runs);
        setId("runs");
        setAccessibleText(Messages.text("runs.accessible"));
        setFixedCellSize(ROW_HEIGHT);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        getColumns().add(configuration(theme));
        getColumns().add(figure("runs.e2e.mean", 64, RunModel::figures, FigureText::endToEndMean));
        getColumns().add(figure("runs.e2e.p50", 64, RunModel::figures, FigureText::endToEndMedian));
        getColumns().add(figure("runs.e2e.p99", 68, RunModel::figures, FigureText::endToEndP99));
        getColumns().add(figure("runs.ttft", 56, RunModel::figures, FigureText::ttftMean));
        getColumns().add(figure("runs.tokens", 62, RunModel::figures, FigureText::tokensPerSecond));
        getColumns().add(perRun("runs.peak", 56, run -> run.peakBytes().map(_ -> FigureText.peak(run))));
        for (RougeVariant variant : RunFigures.VARIANTS) {
            getColumns().add(figure("runs." + variant, 90, RunModel::figures,
                    figures -> FigureText.rouge(figures, variant)));
        }
        getColumns().add(
                perRun("runs.identical", 68, run -> run.figures().map(figures -> FigureText.identical(run, figures))));
        getColumns().forEach(column -> {
            column.setSortable(false);
            column.setReorderable(false);
        });
        var height = Bindings.size(runs)
                .map(size -> HEADER_HEIGHT + ROW_HEIGHT * Math.clamp(size.intValue(), 1, MOST_ROWS) + 4);
        prefHeightProperty().bind(height);
        minHeightProperty().bind(height);
        maxHeightProperty().bind(height);
    }

    private static TableColumn<RunModel, RunModel> configuration(ObservableValue<Theme> theme) {
        var column = new TableColumn<RunModel, RunModel>(Messages.text("runs.configuration"));
        column.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        column.setCellFactory(_ -> new ConfigurationCell(theme));
        column.setMinWidth(222);
        column.setPrefWidth(270);
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
        column.setMinWidth(width);
        column.setPrefWidth(width);
        return column;
    }
}
