package org.headlinebench.ui.sidebyside;

import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/** One article in full, with the numbers of every headline written for it. */
public final class ArticleDetail extends ScrollPane {
    private final SideBySideModel model;
    private final ObservableValue<Theme> theme;
    private Subscription shown = Subscription.EMPTY;

    public ArticleDetail(SideBySideModel model, ObservableValue<ArticleRow> selected, ObservableValue<Theme> theme) {
        this.model = model;
        this.theme = theme;
        setId("article");
        setFitToWidth(true);
        Scrolls.direct(this);
        setMinWidth(220);
        getStyleClass().add("detail");
        selected.subscribe(this::show);
    }

    private void show(ArticleRow row) {
        shown.unsubscribe();
        if (row == null) {
            shown = Subscription.EMPTY;
            setContent(new VBox());
            return;
        }
        List<RunModel> runs = List.copyOf(model.runs());
        shown = Subscription.combine(runs.stream()
                .map(run -> row.sample(run.ordinal()).subscribe(_ -> setContent(content(row, runs))))
                .toArray(Subscription[]::new));
    }

    private VBox content(ArticleRow row, List<RunModel> runs) {
        var content = new VBox(
                paragraph(Messages.text("detail.article", Figures.count(row.article().rowNumber()),
                        row.article().category()), "note"),
                paragraph(row.article().headline(), "detail-headline"),
                paragraph(row.article().shortDescription(), "plain"));
        for (RunModel run : runs) {
            row.sample(run.ordinal()).get().ifPresent(sample -> content.getChildren().add(generated(run, sample)));
        }
        content.getStyleClass().add("detail-content");
        return content;
    }

    private static String times(Sample sample) {
        String endToEnd = Figures.millis(sample.times().endToEndMillis());
        String ttft = Figures.millis(sample.times().ttftMillis());
        int tokens = sample.times().outputTokens();
        return sample.toldPromptTokens().isPresent()
                ? Messages.text("detail.times", endToEnd, ttft, tokens, sample.toldPromptTokens().getAsInt())
                : Messages.text("detail.times.untold", endToEnd, ttft, tokens);
    }

    private Node generated(RunModel run, Sample sample) {
        var name = new Label(run.label());
        name.getStyleClass().add("note");
        var line = new HBox(new SeriesSwatch(run.style(), theme), name);
        line.getStyleClass().add("line");
        line.setAlignment(Pos.CENTER_LEFT);
        var box = new VBox(line,
                paragraph(sample.headline().isEmpty() ? Messages.text("sideBySide.empty") : sample.headline(),
                        "detail-generated"),
                new TokenTimeline(sample),
                paragraph(times(sample), "note"),
                paragraph(run.run().get().filter(Run::hasRandomWeights).isPresent()
                        ? Messages.text("detail.random")
                        : Messages.text("detail.scores", Figures.score(sample.rouge().rouge1().f1()),
                                Figures.score(sample.rouge().rouge2().f1()),
                                Figures.score(sample.rouge().rougeL().f1()), sample.finishReason().label()),
                        "note"));
        sample.speculation().ifPresent(counts -> box.getChildren().add(paragraph(speculation(counts), "note")));
        if (!sample.continuation().strip().equals(sample.headline())) {
            box.getChildren()
                    .add(paragraph(Messages.text("detail.continuation",
                            sample.continuation().strip().replace("\n", " ⏎ ")), "note"));
        }
        if (sample.cutWords() > 0) {
            box.getChildren().add(paragraph(Messages.text("detail.cut", sample.cutWords()), "note"));
        }
        box.getStyleClass().add("detail-run");
        return box;
    }

    private static String speculation(Speculation counts) {
        return counts.drafted() == 0
                ? Messages.text("detail.nothingProposed")
                : Messages.text("detail.speculation", counts.accepted(), counts.drafted(), counts.targetPasses(),
                        Figures.millis(counts.draftMillis()), Figures.millis(counts.verifyMillis()));
    }

    private static Label paragraph(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
