package org.headlinebench.ui.history;

import java.util.List;

import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Window;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.tracking.Sent;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.task.Job;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;
import org.headlinebench.ui.text.Problem;

/** Asks for the server and shows what becomes of the runs; closed, it goes on among the jobs. */
final class SendDialog {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 330;

    private SendDialog() {}

    static void show(SendModel model, List<Entry> entries, Window owner) {
        if (model.job().get().isEmpty()) {
            model.begin();
        }
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(owner);
        dialog.initModality(Modality.NONE);
        dialog.setTitle(Messages.text("send.dialog"));
        dialog.getDialogPane().setId("send");
        dialog.getDialogPane().getStylesheets().setAll(owner.getScene().getStylesheets());
        dialog.getDialogPane().getStyleClass().addAll(owner.getScene().getRoot().getStyleClass());
        dialog.getDialogPane().getButtonTypes().setAll(ButtonType.CLOSE);
        dialog.getDialogPane().setContent(content(model, entries));
        dialog.show();
    }

    private static VBox content(SendModel model, List<Entry> entries) {
        var what = new Label(Messages.text("send.what", entries.size()));
        what.setWrapText(true);
        what.getStyleClass().add("note");
        var address = field("send-address", "send.address", "http://127.0.0.1:5000", model.address());
        var experiment = field("send-experiment", "send.experiment", "", model.experiment());
        var mistake = new Label();
        mistake.setId("send-mistake");
        mistake.getStyleClass().addAll("note", "failed");
        mistake.setWrapText(true);
        mistake.textProperty()
                .bind(Bindings.createStringBinding(() -> model.address().get().isBlank()
                        ? ""
                        : model.mistake().map(Problem::text).orElse(""), model.address(), model.experiment()));
        mistake.managedProperty().bind(mistake.textProperty().isNotEmpty());
        mistake.textProperty()
                .subscribe(words -> address.pseudoClassStateChanged(
                        javafx.css.PseudoClass.getPseudoClass("danger"), !words.isEmpty()));
        var form = new GridPane(10, 6);
        form.addRow(0, name("send.address", address), address);
        form.add(mistake, 1, 1);
        form.addRow(2, name("send.experiment", experiment), experiment);
        GridPane.setHgrow(address, Priority.ALWAYS);
        var results = new VBox(2);
        results.setId("send-results");
        model.sent().subscribe(sent -> results.getChildren().setAll(sent.stream().map(SendDialog::line).toList()));
        var scroll = Scrolls.plain(new ScrollPane(results));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var content = new VBox(10, what, form, going(model, entries), new NoticeBar(model.notice(), model.problem()),
                scroll);
        // A dialog keeps its size: there is room for what will be told.
        content.setPrefSize(WIDTH, HEIGHT);
        content.setPadding(new Insets(16));
        return content;
    }

    private static HBox going(SendModel model, List<Entry> entries) {
        var send = new Button(Messages.text("send.send"));
        send.setId("send-send");
        send.getStyleClass().add("accent");
        send.setDefaultButton(true);
        send.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> model.job().get().isPresent()
                        || model.mistake().isPresent(), model.job(), model.address(), model.experiment()));
        send.setOnAction(_ -> model.send(entries));
        var cancel = new Button(Messages.text("send.cancel"));
        cancel.setId("send-cancel");
        cancel.setOnAction(_ -> model.job().get().ifPresent(Job::cancel));
        var bar = new ProgressBar(0);
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        var words = new Label();
        words.getStyleClass().add("note");
        var line = new HBox(8, send, cancel, bar, words);
        line.setAlignment(Pos.CENTER_LEFT);
        model.job().subscribe(job -> {
            bar.progressProperty().unbind();
            words.textProperty().unbind();
            bar.setVisible(job.isPresent());
            words.setVisible(job.isPresent());
            cancel.setDisable(job.isEmpty());
            job.ifPresent(now -> {
                bar.progressProperty().bind(now.progress().map(done -> Math.max(0, done.doubleValue())));
                words.textProperty().bind(now.words());
            });
        });
        return line;
    }

    private static Label line(Sent sent) {
        var line = new Label(Messages.text("send.outcome." + sent.outcome(), sent.run(), sent.metrics(), sent.files())
                + sent.filesLeftOut().map(why -> " " + Messages.text("send.withoutFiles", why)).orElse(""));
        line.setWrapText(true);
        line.getStyleClass().add("note");
        return line;
    }

    private static TextField field(String id, String key, String prompt,
            javafx.beans.property.StringProperty value) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(Messages.text(key));
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static Label name(String key, TextField field) {
        var name = new Label(Messages.text(key));
        name.setLabelFor(field);
        name.setMinWidth(Region.USE_PREF_SIZE);
        return name;
    }
}
