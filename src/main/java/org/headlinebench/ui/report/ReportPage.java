package org.headlinebench.ui.report;

import java.util.List;
import java.util.Optional;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.files.FileDialogs.Kind;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.report.ReportModel.Recommended;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;

/** To the left what a decision takes besides runs, to the right what follows; the report is one button away. */
public final class ReportPage extends HBox {
    private static final double FORM_WIDTH = 420;

    private final ReportModel model;
    private final ObservableList<RunModel> runs;
    private final FileDialogs dialogs;
    private final BooleanBinding blocked;
    private final VBox cards = new VBox();
    private final Label count = new Label();

    /**
     * @param runs      those that the bench shows; the first is the baseline
     * @param measuring whether a run is measured, which reckoning would disturb
     */
    public ReportPage(ReportModel model, ObservableList<RunModel> runs, FileDialogs dialogs,
            ObservableValue<Boolean> measuring) {
        this.model = model;
        this.runs = runs;
        this.dialogs = dialogs;
        blocked = Bindings.createBooleanBinding(() -> chosen().isEmpty() || model.busy().get() || measuring.getValue(),
                runs, model.busy(), measuring);
        getStyleClass().addAll("page", "trial");
        cards.getStyleClass().add("model-cards");
        var scroll = Scrolls.plain(new ScrollPane(cards));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var results = new VBox(8, actions(), new NoticeBar(model.notice(), model.problem()), scroll);
        HBox.setHgrow(results, Priority.ALWAYS);
        results.setMinWidth(0);
        VBox form = form();
        form.setPrefWidth(FORM_WIDTH);
        form.setMinWidth(FORM_WIDTH);
        getChildren().addAll(form, results);
        model.recommended().subscribe(this::show);
        measuring.subscribe(_ -> count());
        runs.addListener((ListChangeListener<RunModel>) _ -> count());
        count();
    }

    private HBox actions() {
        Button recommend = button("report.recommend", "report-recommend", Material2MZ.THUMB_UP);
        recommend.setOnAction(_ -> model.recommend(chosen()));
        Button write = button("report.write", "report-write", Material2MZ.PICTURE_AS_PDF);
        write.getStyleClass().add("accent");
        write.setOnAction(_ -> dialogs.save(Messages.text("report.write"), "headline-bench-report.pdf",
                Kind.of("PDF", "*.pdf"), Kind.of("HTML", "*.html"), Kind.of("Markdown", "*.md"))
                .ifPresent(file -> model.write(chosen(), file)));
        recommend.disableProperty().bind(blocked);
        write.disableProperty().bind(blocked);
        count.getStyleClass().add("note");
        count.setWrapText(true);
        count.setMinHeight(Label.USE_PREF_SIZE);
        var line = new HBox(recommend, write, count);
        line.getStyleClass().add("tool-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private VBox form() {
        ReportForm form = model.form();
        var fields = new GridPane(8, 6);
        var names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        fields.getColumnConstraints().addAll(names, values);
        row(fields, "report.articles", field("report-articles", form.articlesPerDay(), "1500"));
        row(fields, "report.price", field("report-price", form.pricePerHour(), "0.35"));
        row(fields, "report.currency", field("report-currency", form.currency(), "EUR"));
        row(fields, "report.watts", field("report-watts", form.watts(), "60"));
        row(fields, "report.weights", field("report-weights", form.weights(), "latency=2,memory=1,quality=3"));
        var paper = new ComboBox<Paper>();
        paper.setId("report-paper");
        paper.getItems().setAll(Paper.values());
        paper.valueProperty().bindBidirectional(form.paper());
        row(fields, "report.paper", paper);
        var hint = new Label(Messages.text("report.optional"));
        hint.getStyleClass().add("note");
        hint.setWrapText(true);
        hint.setMinHeight(Label.USE_PREF_SIZE);
        return new VBox(8, title("report.decision", fields), fields, hint, scenarioLine(), scenarios(form));
    }

    private HBox scenarioLine() {
        var title = new Label(Messages.text("report.scenarios"));
        title.getStyleClass().add("strong");
        title.setMinWidth(Label.USE_PREF_SIZE);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Kind yaml = Kind.of("YAML", "*.yaml", "*.yml");
        Button open = button("report.scenarios.open", "scenarios-open", Material2AL.FOLDER_OPEN);
        open.setOnAction(_ -> dialogs.open(Messages.text("report.scenarios"), yaml).ifPresent(model::openScenarios));
        Button save = button("report.scenarios.save", "scenarios-save", Material2MZ.SAVE);
        save.setOnAction(_ -> dialogs.save(Messages.text("report.scenarios"), "scenarios.yaml", yaml)
                .ifPresent(model::saveScenarios));
        Button reset = button("report.scenarios.reset", "scenarios-reset", Material2MZ.UNDO);
        reset.setOnAction(_ -> model.resetScenarios());
        var line = new HBox(title, gap, open, save, reset);
        line.getStyleClass().add("tool-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static Node scenarios(ReportForm form) {
        var text = Scrolls.direct(new TextArea());
        text.setId("scenarios");
        text.getStyleClass().add("code");
        text.setAccessibleText(Messages.text("report.scenarios"));
        text.textProperty().bindBidirectional(form.scenarios());
        VBox.setVgrow(text, Priority.ALWAYS);
        return text;
    }

    private void count() {
        count.setText(chosen().isEmpty()
                ? Messages.text("report.none")
                : Messages.text("report.runs", chosen().size()));
    }

    private void show(List<Recommended> all) {
        cards.getChildren().clear();
        if (all.isEmpty()) {
            cards.getChildren().add(words(Messages.text("report.ready"), "note"));
        }
        for (Recommended each : all) {
            var card = new VBox(4, words(each.scenario(), "card-title"), words(each.demands(), "note"),
                    words(each.advice(), "advice"));
            card.getStyleClass().add("model-card");
            cards.getChildren().add(card);
        }
        if (!all.isEmpty()) {
            cards.getChildren().add(words(Messages.text("report.measured"), "note"));
        }
    }

    /** What is stored of the shown runs. */
    private List<Run> chosen() {
        return runs.stream().map(run -> run.run().get()).flatMap(Optional::stream).toList();
    }

    private static void row(GridPane grid, String key, Region control) {
        var name = new Label(Messages.text(key));
        name.setLabelFor(control);
        control.setMaxWidth(Double.MAX_VALUE);
        grid.addRow(grid.getRowCount(), name, control);
    }

    private static TextField field(String id, StringProperty value, String example) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(example);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static Label title(String key, Node field) {
        var title = new Label(Messages.text(key));
        title.getStyleClass().add("strong");
        title.setLabelFor(field);
        return title;
    }

    private static Button button(String key, String id, Ikon icon) {
        var button = new Button(Messages.text(key), new FontIcon(icon));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
