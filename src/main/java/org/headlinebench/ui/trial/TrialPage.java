package org.headlinebench.ui.trial;

import java.util.List;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.sidebyside.TokenTimeline;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;
import org.headlinebench.ui.text.Problem;
import org.headlinebench.ui.text.ProblemBox;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/** A text to the left, the headlines written for it to the right. */
public final class TrialPage extends HBox {
    private static final double TEXT_WIDTH = 420;
    private final TrialModel model;
    private final ObservableValue<Theme> theme;
    private static final int COLUMNS = 2;
    private final GridPane cards = new GridPane();

    public TrialPage(TrialModel model, ObservableValue<ModelChoice> chosen, ObservableValue<Theme> theme) {
        this.model = model;
        this.theme = theme;
        getStyleClass().addAll("page", "trial");
        cards.getStyleClass().add("trial-cards");
        for (int column = 0; column < COLUMNS; column++) {
            var half = new ColumnConstraints();
            half.setPercentWidth(100.0 / COLUMNS);
            cards.getColumnConstraints().add(half);
        }
        var scroll = Scrolls.plain(new ScrollPane(cards));
        HBox.setHgrow(scroll, Priority.ALWAYS);
        VBox left = input(chosen);
        left.setPrefWidth(TEXT_WIDTH);
        left.setMinWidth(TEXT_WIDTH);
        getChildren().addAll(left, scroll);
        model.experiment().runs().addListener((ListChangeListener<RunModel>) _ -> showCards());
        showCards();
    }

    private VBox input(ObservableValue<ModelChoice> chosen) {
        var text = Scrolls.direct(new TextArea());
        text.setId("try-text");
        text.setWrapText(true);
        text.setPromptText(Messages.text("try.text.prompt"));
        text.textProperty().bindBidirectional(model.text());
        text.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && key.isShortcutDown() && model.ready().get()) {
                model.write();
            }
        });
        VBox.setVgrow(text, Priority.ALWAYS);
        var headline = new TextField();
        headline.setId("try-headline");
        headline.textProperty().bindBidirectional(model.headline());
        var write = new Button(Messages.text("try.write"), new FontIcon(Material2MZ.PLAY_ARROW));
        write.setId("try-write");
        write.getStyleClass().add("accent");
        write.setDefaultButton(true);
        write.setMaxWidth(Double.MAX_VALUE);
        write.disableProperty().bind(model.ready().not());
        write.setOnAction(_ -> model.write());
        var what = new Label();
        what.getStyleClass().add("note");
        what.setWrapText(true);
        what.textProperty()
                .bind(chosen.map(choice -> Messages.text("try.model", choice.name()))
                        .orElse(Messages.text("model.none")));
        var stacks = new Label();
        stacks.setId("try-stacks");
        stacks.getStyleClass().add("note");
        stacks.setWrapText(true);
        stacks.textProperty().bind(Bindings.createStringBinding(model::names, model.stacks()));
        var kept = new Label(Messages.text("try.kept"));
        kept.getStyleClass().add("note");
        kept.setWrapText(true);
        return new VBox(8, name("try.text", text), text, name("try.headline", headline), headline, what, stacks, write,
                kept,
                new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.problem()));
    }

    private static Label name(String key, Node field) {
        var name = new Label(Messages.text(key));
        name.getStyleClass().add("strong");
        name.setLabelFor(field);
        return name;
    }

    private void showCards() {
        cards.getChildren().clear();
        if (model.experiment().runs().isEmpty()) {
            var nothing = new Label(Messages.text("try.none"));
            nothing.getStyleClass().add("note");
            nothing.setWrapText(true);
            cards.add(nothing, 0, 0, COLUMNS, 1);
        }
        List<RunModel> runs = model.experiment().runs();
        for (int i = 0; i < runs.size(); i++) {
            cards.add(card(runs.get(i)), i % COLUMNS, i / COLUMNS, runs.size() == 1 ? COLUMNS : 1, 1);
        }
    }

    private VBox card(RunModel run) {
        var name = new Label(run.label());
        name.getStyleClass().add("card-title");
        var line = new HBox(new SeriesSwatch(run.style(), theme), name);
        line.getStyleClass().add("line");
        line.setAlignment(Pos.CENTER_LEFT);
        var headline = new Label();
        headline.setId("try-result-" + run.ordinal());
        headline.getStyleClass().add("trial-headline");
        headline.setWrapText(true);
        headline.textProperty()
                .bind(Bindings.createStringBinding(() -> run.newest()
                        .get()
                        .map(TrialPage::headline)
                        .orElse(run.writing().get().strip() + "…"), run.newest(), run.writing()));
        var words = new Label();
        words.getStyleClass().add("note");
        words.setWrapText(true);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> run.newest().get().map(this::figures).orElse(run.phase().get()),
                        run.newest(), run.phase()));
        var tokens = new VBox();
        run.newest()
                .subscribe(sample -> tokens.getChildren().setAll(sample.map(TokenTimeline::new).stream().toList()));
        var card = new VBox(line, headline, words, tokens);
        card.getStyleClass().add("trial-card");
        run.state()
                .subscribe(_ -> run.failure()
                        .ifPresent(failure -> card.getChildren()
                                .setAll(line, new ProblemBox(new Problem(failure.message(), failure.remedy())))));
        return card;
    }

    private static String headline(Sample sample) {
        return sample.headline().isEmpty() ? Messages.text("sideBySide.empty") : sample.headline();
    }

    private String figures(Sample sample) {
        String times = Messages.text("detail.times", Figures.millis(sample.times().endToEndMillis()),
                Figures.millis(sample.times().ttftMillis()), sample.times().outputTokens(), sample.promptTokens());
        return model.headline().get().isBlank()
                ? times
                : times + " · " + Messages.text("try.rouge", Figures.score(sample.rouge().rouge1().f1()));
    }
}
