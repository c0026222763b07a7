package org.headlinebench.ui.setup;

import java.util.List;

import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.ui.bench.DatasetPicker;
import org.headlinebench.ui.bench.WorkloadForm;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;

/** Choosing dataset, rows and the rules of writing. */
final class WorkloadSection extends Section {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private final WorkloadForm form;
    private final FileDialogs dialogs;

    WorkloadSection(WorkloadForm form, FileDialogs dialogs) {
        super("section.workload");
        this.dialogs = dialogs;
        this.form = form;
        TextField rows = text("rows", form.rows());
        TextField tokens = text("max-new-tokens", form.maxNewTokens());
        TextField passes = text("passes", form.passes());
        form.passesProblem().subscribe(problem -> passes.pseudoClassStateChanged(DANGER, problem.isPresent()));
        form.rowsProblem().subscribe(problem -> rows.pseudoClassStateChanged(DANGER, problem.isPresent()));
        form.tokensProblem().subscribe(problem -> tokens.pseudoClassStateChanged(DANGER, problem.isPresent()));
        var numbers = pair(field("field.tokens", tokens), field("field.passes", passes));
        var rules = pair(field("field.prompt", choice("prompt", WorkloadForm.prompts(), form.prompt())),
                field("field.stop", choice("stop", WorkloadForm.stopRules(), form.stop())));
        Label preview = note(form.preview());
        preview.setId("prompt-preview");
        getChildren().addAll(field("field.dataset", dataset()), problem(form.datasets().problem()),
                field("field.rows", rows), new RowsSlider(form), note(form.rowsSummary()),
                problem(form.rowsProblem()), numbers, problem(form.tokensProblem()), problem(form.passesProblem()),
                rules, preview);
    }

    private VBox dataset() {
        DatasetPicker datasets = form.datasets();
        var name = new Label();
        name.setId("dataset");
        name.getStyleClass().add("strong");
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> datasets.reading().get()
                                ? Messages.text("dataset.reading")
                                : datasets.dataset().get().map(WorkloadSection::name).orElse(""),
                        datasets.reading(), datasets.dataset()));
        name.setMinWidth(0);
        var open = new Button(Messages.text("dataset.open"), new FontIcon(Material2AL.FOLDER_OPEN));
        open.setOnAction(_ -> choose());
        open.setId("open-dataset");
        var sample = new Button(Messages.text("dataset.sample"));
        sample.setOnAction(_ -> datasets.useSample());
        for (Button button : List.of(open, sample)) {
            button.setMaxWidth(Double.MAX_VALUE);
            button.setMinWidth(Region.USE_PREF_SIZE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        var buttons = new HBox(open, sample);
        buttons.getStyleClass().add("line");
        var facts = note(datasets.dataset().map(found -> found.map(WorkloadForm::describe).orElse("")));
        var box = new VBox(name, facts, buttons);
        box.getStyleClass().add("field");
        return box;
    }

    private void choose() {
        dialogs.open(Messages.text("dataset.choose")).ifPresent(form.datasets()::useFile);
    }

    private static String name(Dataset dataset) {
        return dataset.name().equals(SampleNews.NAME) && dataset.path().isEmpty()
                ? Messages.text("dataset.sampleName")
                : dataset.name();
    }

    private static TextField text(String id, StringProperty value) {
        var field = new TextField();
        field.setId(id);
        field.textProperty().bindBidirectional(value);
        field.setPrefColumnCount(6);
        return field;
    }

    private static ComboBox<String> choice(String id, List<String> names, StringProperty value) {
        var box = new ComboBox<String>();
        box.setId(id);
        box.getItems().setAll(names);
        box.valueProperty().bindBidirectional(value);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new ShownAs<>(name -> Messages.text(id + "." + name)));
        return box;
    }

    private static HBox pair(VBox left, VBox right) {
        for (VBox side : List.of(left, right)) {
            side.setPrefWidth(120);
            side.setMinWidth(0);
            HBox.setHgrow(side, Priority.ALWAYS);
        }
        var pair = new HBox(left, right);
        pair.getStyleClass().add("pair");
        pair.setAlignment(Pos.TOP_LEFT);
        return pair;
    }
}
