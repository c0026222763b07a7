package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.files.FileDialogs.Kind;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;

/** Search, filters and order of the articles. */
public final class ArticleBar extends FlowPane {
    private final SideBySideModel model;
    private final TextField search = new TextField();
    private final ComboBox<String> categories = new ComboBox<>();
    private final ComboBox<ArticleFilter.Kind> kinds = new ComboBox<>();
    private final ComboBox<ArticleOrder> orders = new ComboBox<>();

    public ArticleBar(SideBySideModel model, FileDialogs dialogs) {
        this.model = model;
        getStyleClass().add("article-bar");
        setAlignment(Pos.CENTER_LEFT);
        search.setId("article-search");
        search.setPromptText(Messages.text("sideBySide.search"));
        search.setAccessibleText(Messages.text("sideBySide.search"));
        search.setPrefColumnCount(16);
        search.textProperty().subscribe(_ -> apply());
        prepare(categories, "article-category", "sideBySide.category");
        categories.setConverter(new ShownAs<>(category -> category.isEmpty()
                ? Messages.text("sideBySide.allCategories")
                : category));
        prepare(kinds, "article-kind", "sideBySide.kind");
        kinds.getItems().setAll(ArticleFilter.Kind.values());
        kinds.setValue(ArticleFilter.Kind.ALL);
        prepare(orders, "article-order", "sideBySide.order");
        orders.getItems().setAll(ArticleOrder.values());
        orders.setValue(ArticleOrder.ROW);
        orders.setOnAction(_ -> model.order(orders.getValue()));
        var count = new Label();
        count.getStyleClass().add("note");
        count.setMinWidth(USE_PREF_SIZE);
        count.textProperty()
                .bind(Bindings.createStringBinding(() -> Messages.text("sideBySide.count",
                        Figures.count(model.shown().size()), Figures.count(model.rows().size())), model.shown(),
                        model.rows()));
        model.rows().addListener((ListChangeListener<ArticleRow>) _ -> showCategories());
        showCategories();
        getChildren().addAll(search, kinds, categories, orders, count, export(dialogs));
    }

    private Button export(FileDialogs dialogs) {
        var export = new Button("", new FontIcon(Material2MZ.SAVE_ALT));
        export.setId("article-export");
        export.getStyleClass().addAll("button-icon", "flat", "tiny");
        export.setMinWidth(Region.USE_PREF_SIZE);
        export.setTooltip(new Tooltip(Messages.text("sideBySide.export")));
        export.setAccessibleText(Messages.text("sideBySide.export"));
        export.disableProperty().bind(Bindings.isEmpty(model.shown()));
        export.setOnAction(_ -> dialogs
                .save(Messages.text("sideBySide.export"), "headlines.csv", Kind.of("CSV", "*.csv"))
                .ifPresent(model::export));
        return export;
    }

    private void prepare(ComboBox<?> box, String id, String key) {
        box.setId(id);
        box.setAccessibleText(Messages.text(key));
        if (box != orders) {
            box.setOnAction(_ -> apply());
        }
    }

    private void showCategories() {
        String before = categories.getValue() == null ? "" : categories.getValue();
        var all = new ArrayList<>(java.util.List.of(""));
        model.rows()
                .stream()
                .map(row -> row.article().category())
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .forEach(all::add);
        categories.getItems().setAll(all);
        categories.setValue(all.contains(before) ? before : "");
    }

    private void apply() {
        model.filter(new ArticleFilter(search.getText(), categories.getValue() == null ? "" : categories.getValue(),
                kinds.getValue() == null ? ArticleFilter.Kind.ALL : kinds.getValue()));
    }
}
