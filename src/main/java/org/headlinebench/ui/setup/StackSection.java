package org.headlinebench.ui.setup;

import java.util.Map;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.bench.StackPicker;
import org.headlinebench.ui.bench.StackVerdict;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.SeriesStyle;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/** Choosing the configurations: words are checked on each axis, their combinations are listed below. */
final class StackSection extends Section {
    private static final PseudoClass BASELINE = PseudoClass.getPseudoClass("baseline");
    private final StackPicker picker;
    private final ObservableValue<Theme> theme;
    private final ObservableValue<Map<Stack, StackVerdict>> verdicts;
    private final VBox list = new VBox();

    StackSection(StackPicker picker, ObservableValue<Map<Stack, StackVerdict>> verdicts, ObservableValue<Theme> theme) {
        super("section.stacks");
        this.verdicts = verdicts;
        this.picker = picker;
        this.theme = theme;
        StackPicker.AXES.forEach(axis -> getChildren().add(field("axis." + axis.word(), words(axis))));
        list.setId("stacks");
        list.getStyleClass().add("stack-list");
        var nothing = note(Bindings.when(Bindings.isEmpty(picker.stacks()))
                .then(Messages.text("stacks.nothing"))
                .otherwise(new SimpleStringProperty("")));
        nothing.getStyleClass().setAll("label", "field-problem");
        getChildren().addAll(problem(picker.problem()), list, nothing);
        picker.stacks().addListener((ListChangeListener<Stack>) _ -> showStacks());
        verdicts.subscribe(_ -> showStacks());
        showStacks();
    }

    /** Chips, as many in a line as fit, and below them a field for the parameters of each checked word that has any. */
    private VBox words(Axis axis) {
        var row = new FlowPane();
        var fields = new VBox();
        fields.getStyleClass().add("parameters");
        row.getStyleClass().add("chips");
        for (String word : axis.choices()) {
            var chip = new ToggleButton(word);
            chip.setId(axis.word() + "-" + word);
            chip.getStyleClass().add("chip");
            chip.setSelected(picker.isChecked(axis, word));
            chip.setMinWidth(Region.USE_PREF_SIZE);
            chip.setTooltip(new Tooltip(Messages.text("axis." + axis.word() + "." + word)));
            chip.setOnAction(_ -> picker.check(axis, word, chip.isSelected()));
            row.getChildren().add(chip);
            if (Messages.has("axis." + axis.word() + "." + word + ".parameters")) {
                fields.getChildren().add(parameters(axis, word, chip));
            }
        }
        return new VBox(row, fields);
    }

    private TextField parameters(Axis axis, String word, ToggleButton chip) {
        var field = new TextField();
        field.setId(axis.word() + "-" + word + "-parameters");
        field.setPromptText(Messages.text("axis." + axis.word() + "." + word + ".parameters"));
        field.setAccessibleText(Messages.text("stacks.parameters", word));
        field.setTooltip(new Tooltip(Messages.text("stacks.parameters", word)));
        field.textProperty().subscribe(text -> picker.parameters(axis, word, text));
        field.visibleProperty().bind(chip.selectedProperty());
        field.managedProperty().bind(field.visibleProperty());
        return field;
    }

    private void showStacks() {
        list.getChildren().clear();
        for (int i = 0; i < picker.stacks().size(); i++) {
            list.getChildren().add(line(picker.stacks().get(i), i));
        }
    }

    private Node line(Stack stack, int index) {
        var name = new Label(stack.shortText());
        name.setMinWidth(0);
        name.setWrapText(true);
        name.setTooltip(new Tooltip(stack.text()));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var words = new VBox(name);
        words.setMinWidth(0);
        Optional.ofNullable(verdicts.getValue().get(stack))
                .flatMap(StackSection::verdict)
                .ifPresent(
                        words.getChildren()::add);
        var line = new HBox(new SeriesSwatch(new SeriesStyle(index), theme), words, gap);
        boolean baseline = index == 0;
        Button star = action(baseline ? Material2MZ.STAR : Material2MZ.STAR_BORDER,
                Messages.text(baseline ? "stacks.isBaseline" : "stacks.baseline", stack.shortText()),
                () -> picker.makeBaseline(stack));
        star.pseudoClassStateChanged(BASELINE, baseline);
        line.getChildren().add(star);
        if (picker.stacks().size() > 1) {
            line.getChildren()
                    .add(action(Material2AL.CLOSE, Messages.text("stacks.remove", stack.shortText()),
                            () -> picker.remove(stack)));
        }
        line.getStyleClass().add("stack-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Optional<Label> verdict(StackVerdict verdict) {
        return switch (verdict) {
            case StackVerdict.Runs(var bytes) -> bytes.isPresent()
                    ? Optional.of(note(Messages.text("stacks.estimated", Figures.size(bytes.getAsLong())), "note"))
                    : Optional.empty();
            case StackVerdict.Refused(String message, String remedy) -> Optional.of(note(message + " " + remedy,
                    "field-problem"));
        };
    }

    private static Label note(String text, String styleClass) {
        var note = new Label(text);
        note.setWrapText(true);
        note.getStyleClass().add(styleClass);
        return note;
    }

    private static Button action(Ikon icon, String words, Runnable action) {
        var button = new Button("", new FontIcon(icon));
        button.getStyleClass().addAll("button-icon", "flat", "tiny");
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
