package org.headlinebench.ui.setup;

import java.util.Optional;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.models.ModelsModel;
import org.headlinebench.ui.models.ModelsModel.Progress;
import org.headlinebench.ui.text.Messages;

/** Fetches the chosen model at a click, and shows how far that is; takes no room where the model is here. */
final class DownloadLine extends HBox {
    private static final double BAR = 90;
    private final ModelsModel models;
    private Optional<ModelChoice> chosen = Optional.empty();

    /** @param measuring whether a run is measured, which a download would disturb */
    DownloadLine(ModelsModel models, ObservableValue<ModelChoice> selected, ObservableValue<Boolean> measuring) {
        this.models = models;
        setSpacing(8);
        setAlignment(Pos.CENTER_LEFT);
        disableProperty().bind(measuring.map(on -> on));
        managedProperty().bind(visibleProperty());
        selected.subscribe(model -> {
            chosen = Optional.ofNullable(model);
            show();
        });
        selected.flatMap(model -> models.progress(model.id())).subscribe(_ -> show());
    }

    private void show() {
        setVisible(chosen.filter(model -> !model.installed()).isPresent());
        getChildren().clear();
        chosen.filter(model -> !model.installed())
                .ifPresent(model -> models.progress(model.id())
                        .get()
                        .ifPresentOrElse(now -> downloading(model, now), () -> offer(model)));
    }

    private void offer(ModelChoice model) {
        var fetch = new Hyperlink(Messages.text("model.fetch"));
        fetch.setId("model-fetch");
        fetch.getStyleClass().add("vary");
        fetch.setGraphic(new FontIcon(Material2AL.CLOUD_DOWNLOAD));
        fetch.setOnAction(_ -> models.pull(model));
        getChildren().add(fetch);
    }

    private void downloading(ModelChoice model, Progress now) {
        var bar = new ProgressBar(Math.max(0, now.fraction()));
        bar.setPrefWidth(BAR);
        bar.setMinWidth(BAR);
        bar.setAccessibleText(now.words());
        var words = new Label(now.words());
        words.getStyleClass().add("note");
        words.setWrapText(true);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var stop = new Button("", new FontIcon(Material2AL.CLOSE));
        stop.getStyleClass().addAll("button-icon", "flat", "tiny");
        stop.setTooltip(new Tooltip(Messages.text("models.cancel")));
        stop.setAccessibleText(Messages.text("models.cancel"));
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setOnAction(_ -> models.cancel(model));
        getChildren().addAll(bar, words, stop);
    }
}
