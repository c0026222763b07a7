package org.headlinebench.ui.history;

import java.util.Locale;
import java.util.Map;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.ui.history.RunEvidence.Found;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/** Quality beyond ROUGE and where the time goes, of one run; how to have them measured where there is nothing. */
final class EvidenceBox extends VBox {
    private static final double BAR = 120;
    private static final double BAR_HEIGHT = 8;

    EvidenceBox(Found found, String run) {
        setId("history-evidence");
        setSpacing(4);
        getChildren().add(words(Messages.text("history.quality"), "card-title"));
        if (found.evaluations().isEmpty()) {
            getChildren().add(words(Messages.text("history.quality.none"), "note"));
        }
        found.evaluations().forEach(each -> getChildren().add(evaluation(each)));
        getChildren().add(words(Messages.text("history.time"), "card-title"));
        if (found.profiles().isEmpty()) {
            getChildren().add(words(Messages.text("history.time.none", run), "note"));
        }
        found.profiles().stream().findFirst().ifPresent(this::profile);
    }

    private static Node evaluation(Evaluation each) {
        var box = new VBox(1);
        each.perplexity()
                .ifPresent(result -> box.getChildren()
                        .add(words(Messages.text("history.perplexity",
                                number(result.perplexity()), result.interval()
                                        .map(found -> " (" + number(found.low()) + "–" + number(found.high()) + ")")
                                        .orElse(""),
                                result.of(), result.texts(), Figures.score(result.bitsPerByte())), "plain")));
        each.accuracy()
                .ifPresent(result -> box.getChildren()
                        .add(words(Messages.text("history.accuracy",
                                Figures.percent(result.accuracy().share()), Figures.percent(result.accuracy().low()),
                                Figures.percent(result.accuracy().high()), result.items().size(),
                                Figures.percent(result.chance())), "plain")));
        each.judged()
                .ifPresent(result -> box.getChildren()
                        .add(words(result.score()
                                .map(score -> Messages.text("history.judged", Figures.score(score.mean()),
                                        result.model(), result.judged(), result.items().size()))
                                .orElse(Messages.text("history.judged.none", result.model())), "plain")));
        box.getChildren().add(words(each.data(), "note"));
        return box;
    }

    private void profile(TimeProfile profile) {
        getChildren().add(words(Messages.text("history.prefill", profile.promptTokens(),
                Figures.millis(profile.prefill().plainMillisPerStep())), "plain"));
        parts(profile.prefill());
        getChildren().add(words(Messages.text("history.decode",
                Figures.millis(profile.decode().plainMillisPerStep())), "plain"));
        parts(profile.decode());
    }

    private void parts(StepTimes step) {
        for (Map.Entry<String, Double> part : step.partMillis().entrySet()) {
            double share = part.getValue() / step.millisPerStep();
            var bar = new Region();
            bar.getStyleClass().addAll("token", "token-single");
            bar.setMinSize(Math.max(1, share * BAR), BAR_HEIGHT);
            bar.setMaxSize(Math.max(1, share * BAR), BAR_HEIGHT);
            var line = new HBox(6, bar, words(Messages.text("history.part", part.getKey(), Figures.percent(share)),
                    "note"));
            line.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(line);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }

    private static Label words(String text, String styleClass) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
