package org.headlinebench.ui.setup;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
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
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
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

import org.headlinebench.device.Device;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.bench.StackPicker;
import org.headlinebench.ui.bench.StackPresets;
import org.headlinebench.ui.bench.StackVerdict;
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
    private final SetupModel setup;
    /** Chips by what they stand for, since presets, "vary" and the first run choose words too. */
    private final Map<Axis, Map<String, ToggleButton>> chips = new EnumMap<>(Axis.class);

    StackSection(SetupModel setup, ObservableValue<Theme> theme) {
        super("section.stacks");
        this.setup = setup;
        this.verdicts = setup.verdicts();
        this.picker = setup.stacks();
        this.theme = theme;
        getChildren().add(new DeviceChoice(setup));
        getChildren().add(presets());
        getChildren().add(note(Messages.text("stacks.how"), "note"));
        StackPicker.AXES.forEach(axis -> getChildren().add(axis(axis)));
        getChildren().add(new TopologyView(picker.stacks(), setup.placeDevices(), setup.device()));
        list.setId("stacks");
        list.getStyleClass().add("stack-list");
        var nothing = note(Bindings.when(Bindings.isEmpty(picker.stacks()))
                .then(Messages.text("stacks.nothing"))
                .otherwise(new SimpleStringProperty("")));
        nothing.getStyleClass().setAll("label", "field-problem");
        getChildren().addAll(problem(picker.problem()), list, MemoryBar.key(), nothing);
        picker.stacks().addListener((ListChangeListener<Stack>) _ -> showStacks());
        verdicts.subscribe(_ -> showStacks());
        setup.devices().subscribe(_ -> showStacks());
        showStacks();
    }

    /** An axis's name with "vary", and its words. */
    private VBox axis(Axis axis) {
        VBox words = words(axis);
        VBox field = field("axis." + axis.word(), words);
        var name = (Label) field.getChildren().removeFirst();
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        var vary = new Hyperlink(Messages.text("stacks.vary"));
        vary.setId("vary-" + axis.word());
        vary.getStyleClass().add("vary");
        vary.setTooltip(new Tooltip(Messages.text("stacks.vary.tip")));
        vary.setMinWidth(Region.USE_PREF_SIZE);
        vary.setOnAction(_ -> {
            vary.setVisited(false);
            setup.vary(axis);
        });
        var line = new HBox(name, vary);
        line.setAlignment(Pos.CENTER_LEFT);
        field.getChildren().addFirst(line);
        return field;
    }

    private MenuButton presets() {
        var menu = new MenuButton(Messages.text("stacks.presets"));
        menu.setId("presets");
        menu.setMaxWidth(Double.MAX_VALUE);
        for (StackPresets.Group group : StackPresets.all(setup.device().get().kind())) {
            List<MenuItem> items = group.presets().stream().map(this::preset).toList();
            if (group.title().isEmpty()) {
                menu.getItems().addAll(items);
            } else {
                var table = new Menu(group.title());
                table.getItems().addAll(items);
                menu.getItems().add(table);
            }
        }
        return menu;
    }

    private MenuItem preset(StackPresets.Preset preset) {
        var item = new MenuItem(preset.name() + "  –  " + preset.stack().shortText());
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> picker.add(preset.stack()));
        return item;
    }

    /** Chips, as many in a line as fit, and below them a field for the parameters of each checked word that has any. */
    private VBox words(Axis axis) {
        var row = new FlowPane();
        var fields = new VBox();
        fields.getStyleClass().add("parameters");
        row.getStyleClass().add("chips");
        for (String word : axis.choices()) {
            var chip = new ToggleButton(word);
            chips.computeIfAbsent(axis, _ -> new HashMap<>()).put(word, chip);
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
        chips.forEach((axis, words) -> words.forEach((word, chip) -> chip.setSelected(picker.isChecked(axis, word))));
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
        var words = new VBox(name);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        Optional.ofNullable(verdicts.getValue().get(stack))
                .flatMap(verdict -> verdict(stack, verdict))
                .ifPresent(
                        words.getChildren()::add);
        var line = new HBox(new SeriesSwatch(new SeriesStyle(index), theme), words);
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

    private Optional<Node> verdict(Stack stack, StackVerdict verdict) {
        return switch (verdict) {
            case StackVerdict.Runs(var estimate) -> estimate.map(found -> new MemoryBar(found, deviceBytes()));
            case StackVerdict.Refused refused -> Optional.of(refusal(stack, refused));
        };
    }

    private long deviceBytes() {
        return setup.devices()
                .get()
                .stream()
                .filter(device -> device.id().equals(setup.device().get()))
                .mapToLong(Device::memoryBytes)
                .findFirst()
                .orElse(0);
    }

    /** Why, and a button that takes the nearest that runs. */
    private Node refusal(Stack stack, StackVerdict.Refused refused) {
        var box = new VBox(note(refused.message(), "field-problem"));
        Optional<Stack> nearest = refused.nearest(setup.device().get().kind());
        if (nearest.isEmpty()) {
            box.getChildren().add(note(refused.remedy(), "field-problem"));
        } else {
            var apply = new Hyperlink(Messages.text("stacks.apply", nearest.get().shortText()));
            apply.setId("apply-" + picker.stacks().indexOf(stack));
            apply.getStyleClass().add("vary");
            apply.setWrapText(true);
            apply.setTooltip(new Tooltip(nearest.get().text()));
            apply.setOnAction(_ -> picker.replace(stack, nearest.get()));
            box.getChildren().add(apply);
        }
        return box;
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
