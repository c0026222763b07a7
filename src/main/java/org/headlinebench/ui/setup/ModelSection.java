package org.headlinebench.ui.setup;

import java.util.ArrayList;
import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.controlsfx.control.SearchableComboBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.bench.ModelPicker;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.files.FileDialogs.Kind;
import org.headlinebench.ui.models.ModelsModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;

/** Choosing the model. */
final class ModelSection extends Section {
    private final ModelPicker picker;
    private final FileDialogs dialogs;

    ModelSection(ModelPicker picker, FileDialogs dialogs, ModelsModel models, ObservableValue<Boolean> measuring) {
        super("section.model");
        this.dialogs = dialogs;
        this.picker = picker;
        ComboBox<ModelChoice> choice = choice();
        HBox.setHgrow(choice, Priority.ALWAYS);
        var line = new HBox(choice, open());
        line.getStyleClass().add("line");
        getChildren().addAll(line, note(picker.selected().map(ModelSection::facts)),
                new DownloadLine(models, picker.selected(), measuring), problem(models.problem()),
                problem(picker.problem()));
    }

    private ComboBox<ModelChoice> choice() {
        var box = new SearchableComboBox<>(picker.models());
        box.setId("model");
        box.setAccessibleText(Messages.text("section.model"));
        box.setMaxWidth(Double.MAX_VALUE);
        box.setPromptText(Messages.text("model.none"));
        box.valueProperty().bindBidirectional(picker.selected());
        box.setConverter(new ShownAs<>(model -> model.name() + " " + facts(model)));
        box.setButtonCell(new ModelCell(false));
        box.setCellFactory(_ -> new ModelCell(true));
        return box;
    }

    private Button open() {
        var file = new MenuItem(Messages.text("model.open.file"));
        file.setOnAction(_ -> chooseFile());
        var folder = new MenuItem(Messages.text("model.open.folder"));
        folder.setOnAction(_ -> chooseFolder());
        var menu = new ContextMenu(file, folder);
        var button = new Button("", new FontIcon(Material2AL.FOLDER_OPEN));
        button.setId("open-model");
        button.setTooltip(new Tooltip(Messages.text("model.open")));
        button.setAccessibleText(Messages.text("model.open"));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> menu.show(button, Side.BOTTOM, 0, 0));
        return button;
    }

    private void chooseFile() {
        dialogs.open(Messages.text("model.open.file"), Kind.of(Messages.text("model.open.filter"), "*.gguf", "*.GGUF"),
                Kind.of(Messages.text("files.all"), "*")).ifPresent(picker::open);
    }

    private void chooseFolder() {
        dialogs.folder(Messages.text("model.open.folder")).ifPresent(picker::open);
    }

    private static String facts(ModelChoice model) {
        List<String> facts = new ArrayList<>();
        String size = model.sizeBytes().isPresent() ? Figures.size(model.sizeBytes().getAsLong()) : "";
        if (model.installed()) {
            facts.add(Messages.text("model.installed"));
            facts.add(size);
        } else {
            facts.add(size.isEmpty() ? Messages.text("model.download") : Messages.text("model.download.size", size));
        }
        facts.add(model.family());
        facts.add(model.gated() ? Messages.text("model.gated", model.licence()) : model.licence());
        facts.removeIf(String::isBlank);
        return String.join(" · ", facts);
    }

    /** Name and state of a model, in the list with its facts below. */
    private static final class ModelCell extends ListCell<ModelChoice> {
        private final boolean withFacts;

        ModelCell(boolean withFacts) {
            this.withFacts = withFacts;
        }

        @Override
        protected void updateItem(ModelChoice model, boolean empty) {
            super.updateItem(model, empty);
            if (empty || model == null) {
                setText("");
                setGraphic(null);
                return;
            }
            var icon = new FontIcon(model.installed() ? Material2AL.CHECK_CIRCLE : Material2AL.CLOUD_DOWNLOAD);
            setAccessibleText(model.name() + ", " + facts(model));
            if (withFacts) {
                setText("");
                setGraphic(described(icon, model));
            } else {
                setText(model.name());
                setGraphic(icon);
            }
        }

        private static HBox described(FontIcon icon, ModelChoice model) {
            var name = new Label(model.name());
            name.getStyleClass().add("strong");
            var facts = new Label(facts(model));
            facts.getStyleClass().add("note");
            var line = new HBox(icon, new VBox(name, facts));
            line.getStyleClass().add("line");
            line.setAlignment(Pos.CENTER_LEFT);
            return line;
        }
    }
}
