package org.headlinebench.ui.shell;

import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.chart.ChartsPane;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.runs.RunsTable;
import org.headlinebench.ui.sidebyside.ArticleBar;
import org.headlinebench.ui.sidebyside.ArticleDetail;
import org.headlinebench.ui.sidebyside.SideBySideModel;
import org.headlinebench.ui.sidebyside.SideBySideTable;
import org.headlinebench.ui.text.NoticeBar;
import org.headlinebench.ui.theme.Theme;

/** What an experiment shows, from the top down: runs, charts, articles. */
final class ResultsPane extends ScrollPane {
    private static final double DETAIL_WIDTH = 300;
    private static final double LEAST_ARTICLES = 170;

    ResultsPane(WindowModel window) {
        ExperimentModel experiment = window.experiment();
        ObservableValue<Theme> theme = window.theme().theme();
        var content = new VBox();
        content.getStyleClass().add("results");
        Scrolls.plain(this);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setContent(content);
        var model = new SideBySideModel(experiment, window.jobs());
        var table = new SideBySideTable(model, theme);
        var selected = table.getSelectionModel().selectedItemProperty();
        var articles = new SplitPane(table);
        var detail = new ArticleDetail(model, selected, theme);
        SplitPane.setResizableWithParent(detail, false);
        selected.subscribe(row -> showDetail(articles, detail, row != null));
        var below = new VBox(new ArticleBar(model, window.dialogs()),
                new NoticeBar(model.notice(), model.problem()), articles);
        VBox.setVgrow(articles, Priority.ALWAYS);
        below.getStyleClass().add("articles");
        articles.setMinHeight(LEAST_ARTICLES);
        var split = new SplitPane(new ChartsPane(experiment, theme, window.dialogs(), window.pins(),
                window.profiles(), window.painter()), below);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.46);
        VBox.setVgrow(split, Priority.ALWAYS);
        var runs = new RunsTable(experiment.runs(), theme,
                setup -> window.queue().retry(List.of(setup)), experiment::cancel, window.log());
        window.theme().fontScale().subscribe(scale -> {
            runs.scale(scale.doubleValue());
            table.scale(scale.doubleValue());
        });
        content.getChildren().addAll(runs, split);
    }

    private static void showDetail(SplitPane articles, ArticleDetail detail, boolean shown) {
        if (shown && !articles.getItems().contains(detail)) {
            articles.getItems().add(detail);
            articles.setDividerPositions(1 - DETAIL_WIDTH / Math.max(articles.getWidth(), 2 * DETAIL_WIDTH));
        } else if (!shown) {
            articles.getItems().remove(detail);
        }
    }
}
