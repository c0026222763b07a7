package org.headlinebench.ui.editor;

import java.util.List;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.metrics.statistics.Preference;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.ui.editor.EditorModel.Ballot;
import org.headlinebench.ui.editor.EditorModel.Result;
import org.headlinebench.ui.editor.EditorModel.Side;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;
import org.headlinebench.ui.text.ShownAs;

/** Editor mode: large type, one article, two headlines without names; keys 1, 2 and 0 vote. */
public final class EditorPage extends VBox {
    private static final double SIDE_EDGES = 100;
    private static final double KEY_HEIGHT = 34;
    private final EditorModel model;
    private final ObservableList<RunModel> runs;
    private final ComboBox<RunModel> first = box("vote-first");
    private final ComboBox<RunModel> second = box("vote-second");
    private final VBox stage = new VBox();

    public EditorPage(EditorModel model, ObservableList<RunModel> runs) {
        this.model = model;
        this.runs = runs;
        getStyleClass().addAll("page", "editor");
        stage.getStyleClass().add("editor-stage");
        stage.setAlignment(Pos.CENTER);
        VBox.setVgrow(stage, Priority.ALWAYS);
        setFocusTraversable(true);
        setAccessibleText(Messages.text("vote.accessible"));
        first.setAccessibleText(Messages.text("vote.first"));
        second.setAccessibleText(Messages.text("vote.second"));
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        getChildren().addAll(choice(),
                new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.problem()), stage);
        model.ballot().subscribe(_ -> show());
        model.result().subscribe(_ -> show());
        runs.addListener((ListChangeListener<RunModel>) _ -> offer());
        offer();
    }

    private HBox choice() {
        var begin = new Button(Messages.text("vote.begin"));
        begin.setId("vote-begin");
        begin.getStyleClass().add("accent");
        begin.setMinWidth(Region.USE_PREF_SIZE);
        begin.disableProperty()
                .bind(Bindings.createBooleanBinding(() -> first.getValue() == null || second.getValue() == null
                        || first.getValue() == second.getValue() || first.getValue().count().get() == 0
                        || second.getValue().count().get() == 0, first.valueProperty(), second.valueProperty()));
        begin.setOnAction(_ -> {
            model.begin(first.getValue(), second.getValue());
            requestFocus();
        });
        var line = new HBox(new Label(Messages.text("vote.between")), first, new Label(Messages.text("vote.and")),
                second,
                begin);
        line.getStyleClass().add("tool-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void offer() {
        model.reset();
        first.getItems().setAll(runs);
        second.getItems().setAll(runs);
        first.setValue(runs.isEmpty() ? null : runs.getFirst());
        second.setValue(runs.size() < 2 ? null : runs.get(1));
        show();
    }

    private void pressed(KeyEvent key) {
        switch (key.getCode()) {
            case DIGIT1, NUMPAD1 -> model.vote(Side.LEFT);
            case DIGIT2, NUMPAD2 -> model.vote(Side.RIGHT);
            case DIGIT0, NUMPAD0, T -> model.vote(Side.NEITHER);
            case BACK_SPACE -> model.back();
            default -> {
                return;
            }
        }
        key.consume();
    }

    private void show() {
        stage.getChildren().clear();
        if (model.ballot().get().isPresent()) {
            stage.getChildren().addAll(ballot(model.ballot().get().get()));
        } else if (model.result().get().isPresent()) {
            stage.getChildren().addAll(result(model.result().get().get()));
        } else {
            stage.getChildren().add(words(Messages.text(runs.size() < 2 ? "vote.none" : "vote.ready"), "editor-hint"));
        }
    }

    private List<Node> ballot(Ballot ballot) {
        var sides = new HBox(side("vote-left", "1", ballot.left(), Side.LEFT),
                side("vote-right", "2", ballot.right(), Side.RIGHT));
        sides.getStyleClass().add("editor-sides");
        var tie = new Button(Messages.text("vote.tie"));
        tie.setId("vote-tie");
        tie.setOnAction(_ -> vote(Side.NEITHER));
        var back = new Button(Messages.text("vote.back"));
        back.setId("vote-back");
        back.setDisable(ballot.place() == 1);
        back.setOnAction(_ -> {
            model.back();
            requestFocus();
        });
        var end = new Button(Messages.text("vote.end"));
        end.setId("vote-end");
        end.setOnAction(_ -> model.finish());
        var below = new HBox(8, tie, back, end);
        below.setAlignment(Pos.CENTER);
        return List.of(words(Messages.text("vote.place", ballot.place(), ballot.of()), "note"),
                words(ballot.description(), "editor-article"), sides, below);
    }

    private Button side(String id, String key, String headline, Side side) {
        var words = new Label(headline.isEmpty() ? Messages.text("sideBySide.empty") : headline);
        words.setWrapText(true);
        words.getStyleClass().add("editor-headline");
        var name = new Label(key);
        name.getStyleClass().add("editor-key");
        var box = new VBox(8, name, words);
        var button = new Button("", box);
        button.setId(id);
        button.setAccessibleText(key + ": " + words.getText());
        button.getStyleClass().add("editor-side");
        button.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        button.setPrefWidth(480);
        // Of the stage and not of the button, whose own height depends on how these words wrap.
        words.prefWidthProperty().bind(stage.widthProperty().divide(2).subtract(SIDE_EDGES));
        // A button asks for the height of what it shows without a width, as if each word stood on a line of its own.
        box.prefHeightProperty()
                .bind(Bindings.createDoubleBinding(() -> words.prefHeight(words.getPrefWidth()) + KEY_HEIGHT,
                        words.prefWidthProperty(), words.fontProperty()));
        HBox.setHgrow(button, Priority.ALWAYS);
        button.setOnAction(_ -> vote(side));
        return button;
    }

    private void vote(Side side) {
        model.vote(side);
        requestFocus();
    }

    private static List<Node> result(Result result) {
        Preference votes = result.preference();
        String verdict = votes.second95()
                .map(share -> !share.isDecided()
                        ? Messages.text("vote.undecided")
                        : Messages.text("vote.preferred", share.share() > 0.5 ? result.second() : result.first()))
                .orElse(Messages.text("vote.noVotes"));
        String share = votes.second95()
                .map(found -> Messages.text("vote.share", result.second(), votes.second(),
                        votes.first() + votes.second(), Figures.percent(found.share()), Figures.percent(found.low()),
                        Figures.percent(found.high()), votes.ties()))
                .orElse(Messages.text("vote.ties", votes.ties()));
        return List.of(words(speed(result) + " " + verdict, "editor-verdict"), words(share, "editor-hint"),
                words(Messages.text("vote.times", result.first(), Figures.millis(result.firstMillis()), result.second(),
                        Figures.millis(result.secondMillis())), "editor-hint"),
                words(Messages.text("vote.identical", result.identical()), "note"));
    }

    /** A word of difference only where the measurement shows one. */
    private static String speed(Result result) {
        boolean faster = result.isShown(Verdict.FASTER);
        return faster || result.isShown(Verdict.SLOWER)
                ? Messages.text(faster ? "vote.faster" : "vote.slower", result.second(),
                        Figures.ratio(faster
                                ? 1 / result.speed().orElseThrow().estimate()
                                : result.speed().orElseThrow().estimate()),
                        result.first())
                : Messages.text("vote.sameSpeed");
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static ComboBox<RunModel> box(String id) {
        var box = new ComboBox<RunModel>();
        box.setId(id);
        box.setPrefWidth(260);
        box.setConverter(new ShownAs<>(RunModel::label));
        return box;
    }
}
