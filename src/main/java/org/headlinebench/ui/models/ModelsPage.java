package org.headlinebench.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.models.ModelsModel.Progress;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;

/** The catalog, a card per model: what it is, whether it is here, and what can be done with it. */
public final class ModelsPage extends VBox {
    private final ModelsModel model;
    private final Consumer<ModelChoice> use;
    private final ObservableValue<Boolean> measuring;
    private final VBox cards = new VBox();

    /**
     * @param use       has a model chosen for the next run
     * @param measuring whether a run is measured, which a download would disturb
     */
    public ModelsPage(ModelsModel model, Consumer<ModelChoice> use, ObservableValue<Boolean> measuring) {
        this.model = model;
        this.measuring = measuring;
        this.use = use;
        getStyleClass().add("page");
        cards.getStyleClass().add("model-cards");
        var scroll = Scrolls.plain(new ScrollPane(cards));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var title = new Label(Messages.text("models.title"));
        title.getStyleClass().add("page-title");
        var list = new VBox(8, title, new NoticeBar(model.notice(), model.problem()),
                new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.inspector().problem()), scroll);
        var inspector = new InspectorPane(model.inspector());
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox.setVgrow(inspector, Priority.ALWAYS);
        model.inspector().tree().subscribe(tree -> getChildren().setAll(tree.isPresent() ? inspector : list));
        model.models().addListener((ListChangeListener<ModelChoice>) _ -> show());
        show();
        model.refresh();
    }

    private void show() {
        cards.getChildren().setAll(model.models().stream().map(this::card).toList());
    }

    private Node card(ModelChoice choice) {
        var name = new Label(choice.name());
        name.getStyleClass().add("strong");
        var facts = new Label(facts(choice));
        facts.getStyleClass().add("note");
        var words = new VBox(2, name, facts);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var icon = new FontIcon(choice.installed() ? Material2AL.CHECK_CIRCLE : Material2AL.CLOUD_DOWNLOAD);
        var actions = new HBox(6);
        actions.setAlignment(Pos.CENTER_RIGHT);
        var line = new HBox(12, icon, words, actions);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("model-card");
        line.setId("model-" + choice.id());
        model.progress(choice.id())
                .subscribe(now -> actions.getChildren()
                        .setAll(now.isPresent()
                                ? downloading(choice, now.get())
                                : idle(choice)));
        return line;
    }

    private List<Node> downloading(ModelChoice choice, Progress now) {
        var words = new Label(now.words());
        words.getStyleClass().add("note");
        var bar = new ProgressBar(now.fraction());
        bar.setPrefWidth(160);
        return List.of(words, bar,
                button("cancel-", choice, Material2MZ.STOP, "models.cancel", () -> model.cancel(choice)));
    }

    private List<Node> idle(ModelChoice choice) {
        List<Node> actions = new ArrayList<>();
        if (choice.installed()) {
            actions.add(button("use-", choice, Material2MZ.SPEED, "models.use", () -> use.accept(choice)));
            actions.add(button("inspect-", choice, Material2AL.ACCOUNT_TREE, "models.inspect",
                    () -> model.inspector().open(choice)));
            actions.add(button("delete-", choice, Material2AL.DELETE_OUTLINE, "models.delete", () -> delete(choice)));
        } else {
            Button pull = button("pull-", choice, Material2AL.CLOUD_DOWNLOAD, "models.pull", () -> model.pull(choice));
            pull.disableProperty().bind(BooleanExpression.booleanExpression(measuring));
            actions.add(pull);
        }
        return actions;
    }

    private void delete(ModelChoice choice) {
        var question = new Alert(AlertType.CONFIRMATION, Messages.text("models.delete.text"), ButtonType.OK,
                ButtonType.CANCEL);
        question.initOwner(getScene().getWindow());
        question.setHeaderText(Messages.text("models.delete.question", choice.name()));
        question.getDialogPane().setId("delete-question");
        question.showAndWait().filter(ButtonType.OK::equals).ifPresent(_ -> model.delete(choice));
    }

    private static Button button(String id, ModelChoice choice, Ikon icon, String key, Runnable action) {
        var button = new Button(Messages.text(key), new FontIcon(icon));
        button.setId(id + choice.id());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(Messages.text(key) + " " + choice.name());
        button.setOnAction(_ -> action.run());
        return button;
    }

    private static String facts(ModelChoice choice) {
        List<String> facts = new ArrayList<>();
        choice.sizeBytes().ifPresent(bytes -> facts.add(Figures.size(bytes)));
        facts.add(choice.family());
        facts.add(choice.gated() ? Messages.text("model.gated", choice.licence()) : choice.licence());
        facts.add(choice.id());
        facts.removeIf(String::isBlank);
        return String.join(" · ", facts);
    }
}
