package org.headlinebench.ui.compare;

import java.util.List;

import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.headlinebench.recommendation.Advice;
import org.headlinebench.recommendation.AdviceWords;
import org.headlinebench.ui.compare.CompareModel.Result;
import org.headlinebench.ui.text.Messages;

/** What to choose: for each scenario the best of the compared runs, and what each technique is worth. */
final class AdvicePanel extends VBox {
    private static final double SCENARIO_WIDTH = 340;

    AdvicePanel(Result result) {
        setId("advice");
        getStyleClass().add("model-card");
        setSpacing(8);
        var grid = new GridPane();
        grid.getStyleClass().add("effects");
        var left = new ColumnConstraints(SCENARIO_WIDTH);
        var right = new ColumnConstraints();
        right.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(List.of(left, right));
        for (int row = 0; row < result.advice().size(); row++) {
            Advice advice = result.advice().get(row);
            boolean found = advice instanceof Advice.Best;
            grid.add(new VBox(words(advice.scenario().name(), "strong"),
                    words(AdviceWords.demands(advice.scenario()), "note")), 0, row);
            grid.add(words(AdviceWords.of(advice), found ? "plain" : "note"), 1, row);
        }
        grid.getChildren().forEach(node -> GridPane.setValignment(node, VPos.TOP));
        getChildren().addAll(words(Messages.text("compare.advice"), "card-title"), grid);
        List<? extends Node> worth = result.priorities()
                .stream()
                .map(each -> words(Messages.text("compare.priority", each.phase().title(), each.candidate().name(),
                        each.gain().word(), each.effort().name().toLowerCase(java.util.Locale.ROOT)), "plain"))
                .toList();
        if (!worth.isEmpty()) {
            getChildren().add(words(Messages.text("compare.priorities"), "card-title"));
            getChildren().addAll(worth);
        }
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
