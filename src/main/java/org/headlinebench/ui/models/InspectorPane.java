package org.headlinebench.ui.models;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.ui.models.ModelInspector.Values;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;

/** A model's modules as a tree with what each takes, and the values of the selected tensor. */
final class InspectorPane extends VBox {
    private static final double BAR_HEIGHT = 130;
    private static final List<String> EXAMPLES = List.of("quantize=int8", "quantize=int4(64)", "quantize=int2(32)",
            "quantize=nf4", "prune=semi-structured-2:4", "precision=bfloat16");
    private final InspectorModel model;
    private final ComboBox<String> stack = new ComboBox<>();
    private final TreeTableView<ModuleTree> table = new TreeTableView<>();
    private final VBox detail = new VBox(6);

    InspectorPane(InspectorModel model) {
        this.model = model;
        setId("inspector");
        stack.setId("inspector-stack");
        stack.setEditable(true);
        stack.setMaxWidth(Double.MAX_VALUE);
        stack.setPromptText(Messages.text("inspector.stack.prompt"));
        stack.setAccessibleText(Messages.text("inspector.after"));
        stack.getItems().setAll(EXAMPLES);
        stack.setOnAction(_ -> {
            model.stack().set(stack.getValue() == null ? "" : stack.getValue());
            model.change();
        });
        setSpacing(8);
        var back = new Button(Messages.text("inspector.back"), new FontIcon(Material2AL.ARROW_BACK));
        back.setId("inspector-back");
        back.setOnAction(_ -> model.close());
        var title = new Label();
        title.getStyleClass().add("page-title");
        var line = new HBox(10, back, title);
        line.setAlignment(Pos.CENTER_LEFT);
        table.setId("inspector-tree");
        table.setAccessibleText(Messages.text("inspector.accessible"));
        add("inspector.module", 256, ModuleTree::name);
        add("inspector.shape", 105, module -> module.tensor()
                .map(tensor -> tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(" × ")))
                .orElse(""));
        add("inspector.type", 92, module -> module.tensor().map(ModelInspector.Tensor::type).orElse(""));
        add("inspector.weights", 104, module -> String.format(Locale.ROOT, "%,d", module.weights()));
        add("inspector.size", 90, module -> Figures.size(module.bytes()));
        add("inspector.bits", 110, module -> String.format(Locale.ROOT, "%.2f", module.bitsPerWeight()));
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(item -> Optional.ofNullable(item)
                        .flatMap(found -> found.getValue().tensor())
                        .ifPresent(
                                model::read));
        detail.getStyleClass().addAll("model-card");
        detail.setMinWidth(260);
        var split = new SplitPane(table, detail);
        split.setDividerPositions(0.7);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().addAll(line, new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.problem()),
                split);
        model.tree().subscribe(found -> found.ifPresent(root -> {
            title.setText(root.name());
            table.setRoot(item(root, true));
        }));
        model.values().subscribe(_ -> show());
        model.after().subscribe(_ -> show());
    }

    private void add(String key, double width, Function<ModuleTree, String> text) {
        var column = new TreeTableColumn<ModuleTree, String>(Messages.text(key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue().getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        table.getColumns().add(column);
    }

    private static TreeItem<ModuleTree> item(ModuleTree module, boolean open) {
        var item = new TreeItem<>(module);
        module.children().forEach(child -> item.getChildren().add(item(child, child.name().equals("model"))));
        item.setExpanded(open);
        return item;
    }

    private void show() {
        detail.getChildren().setAll(words(Messages.text("inspector.values"), "card-title"));
        if (model.values().get().isEmpty()) {
            detail.getChildren().add(words(Messages.text("inspector.select"), "note"));
            return;
        }
        Values before = model.values().get().get();
        histogram("inspector-histogram", before, before);
        detail.getChildren().addAll(words(Messages.text("inspector.after"), "card-title"), stack);
        model.after().get().ifPresent(after -> {
            histogram("inspector-histogram-after", after.values(), before);
            detail.getChildren()
                    .add(words(Messages.text("inspector.change", number(after.change()),
                            Figures.percent(before.deviation() == 0
                                    ? 0
                                    : Math.min(1, after.change() / before.deviation()))),
                            "plain"));
        });
    }

    /** @param range the values over whose range both are counted */
    private void histogram(String id, Values found, Values range) {
        long most = found.counts().stream().mapToLong(Long::longValue).max().orElse(1);
        var bars = new HBox(1);
        bars.setId(id);
        bars.setAlignment(Pos.BOTTOM_LEFT);
        bars.setMinHeight(BAR_HEIGHT);
        double step = (range.highest() - range.lowest()) / found.counts().size();
        for (int i = 0; i < found.counts().size(); i++) {
            bars.getChildren()
                    .add(bar(found.counts().get(i), most, range.lowest() + i * step,
                            range.lowest() + (i + 1) * step));
        }
        var low = words(number(range.lowest()), "note");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        detail.getChildren()
                .addAll(bars, new HBox(low, gap, words(number(range.highest()), "note")),
                        words(Messages.text("inspector.zeros", Figures.percent(found.zeros())), "plain"),
                        words(Messages.text("inspector.mean", number(found.mean()), number(found.deviation())),
                                "plain"));
    }

    private static Node bar(long count, long most, double from, double to) {
        var bar = new Region();
        bar.getStyleClass().addAll("token", "token-single");
        bar.setPrefHeight(Math.max(1, BAR_HEIGHT * count / Math.max(1, most)));
        bar.setMaxHeight(Region.USE_PREF_SIZE);
        bar.setMinWidth(1);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Tooltip.install(bar, new Tooltip(Messages.text("inspector.bar", number(from), number(to),
                Figures.count((int) Math.min(Integer.MAX_VALUE, count)))));
        return bar;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
