package org.headlinebench.ui.history;

import java.util.ArrayList;
import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunLabel;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;
import org.headlinebench.ui.text.ProblemBox;

/** One past run: its label to edit, and where its numbers come from. */
final class HistoryDetail extends ScrollPane {
    private static final int NOTE_ROWS = 4;
    private final HistoryModel model;

    HistoryDetail(HistoryModel model, ObservableValue<Entry> selected) {
        this.model = model;
        setId("history-detail");
        setFitToWidth(true);
        Scrolls.direct(this);
        setMinWidth(240);
        getStyleClass().add("detail");
        selected.subscribe(this::show);
    }

    private void show(Entry entry) {
        List<Node> content = new ArrayList<>();
        if (entry == null) {
            content.add(words(Messages.text("history.select"), "note"));
        } else {
            content.addAll(label(entry));
            entry.run()
                    .failure()
                    .ifPresent(failure -> content.add(
                            new ProblemBox(new Problem(failure.message(), failure.remedy()))));
            content.add(words(entry.run().setup().stack().text().replace(",", ", "), "plain"));
            var measured = new VBox();
            content.add(measured);
            model.evidence(entry,
                    found -> measured.getChildren().setAll(new EvidenceBox(found, entry.run().id().value())));
            facts(entry.run(), content);
        }
        var box = new VBox(content.toArray(Node[]::new));
        box.getStyleClass().add("detail-content");
        setContent(box);
    }

    private List<Node> label(Entry entry) {
        var name = new TextField(entry.label().name());
        name.setId("history-name");
        name.setPromptText(entry.run().setup().name());
        var tags = new TextField(String.join(", ", entry.label().tags()));
        tags.setId("history-tags");
        tags.setPromptText(Messages.text("history.tags.prompt"));
        var note = Scrolls.direct(new TextArea(entry.label().note()));
        note.setId("history-note");
        note.setPrefRowCount(NOTE_ROWS);
        note.setWrapText(true);
        var save = new Button(Messages.text("history.save"));
        save.setId("history-save");
        save.setOnAction(_ -> model.label(entry,
                new RunLabel(name.getText(), RunLabel.tags(tags.getText()), note.getText())));
        name.setOnAction(_ -> save.fire());
        tags.setOnAction(_ -> save.fire());
        return List.of(field("history.name", name), field("history.tags", tags), field("history.note", note), save);
    }

    private static void facts(Run run, List<Node> content) {
        content.add(words(Messages.text("history.facts"), "card-title"));
        content.add(words(Messages.text("history.prompt", run.workload().prompt().replace("\n", " ⏎ ")), "note"));
        run.load().ifPresent(load -> load.facts().forEach(fact -> content.add(words(fact, "note"))));
        run.provenance().forEach((key, value) -> content.add(words(key + " = " + value, "note")));
        content.add(words(run.id().value(), "note"));
    }

    private static VBox field(String key, Node field) {
        var name = new Label(Messages.text(key));
        name.getStyleClass().add("field-name");
        name.setLabelFor(field);
        var box = new VBox(name, field);
        box.getStyleClass().add("field");
        return box;
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
