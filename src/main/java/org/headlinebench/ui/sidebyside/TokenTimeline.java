package org.headlinebench.ui.sidebyside;

import java.util.List;

import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;

import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/**
 * A sample's tokens along its time: a bar per token, as long as it took. Tokens that one pass yielded together, as with
 * accepted proposals, have no time of their own and stand as thin bars behind the one they came with.
 */
final class TokenTimeline extends HBox {
    private static final double WIDTH = 150;
    private static final double LEAST = 2;
    private static final double HEIGHT = 12;
    /** Clocks do not tell shorter times apart. */
    private static final double TOGETHER_MILLIS = 0.05;
    private static final int MOST_BARS = 200;

    TokenTimeline(SampleTimes times) {
        getStyleClass().add("timeline");
        setAccessibleText(Messages.text("detail.timeline", times.outputTokens()));
        List<Double> at = times.tokenMillis();
        double whole = Math.max(1e-9, at.isEmpty() ? 1 : at.getLast());
        double before = 0;
        for (int token = 0; token < Math.min(at.size(), MOST_BARS); token++) {
            double took = at.get(token) - before;
            boolean together = token > 0 && took < TOGETHER_MILLIS;
            getChildren().add(bar(token, took, Math.max(LEAST, took / whole * WIDTH), together));
            before = at.get(token);
        }
    }

    private static Region bar(int token, double millis, double width, boolean together) {
        var bar = new Region();
        bar.getStyleClass().addAll("token", token == 0 ? "first-token" : together ? "token-together" : "token-single");
        bar.setMinSize(width, HEIGHT);
        bar.setPrefSize(width, HEIGHT);
        bar.setMaxSize(width, HEIGHT);
        String key = token == 0 ? "detail.token.first" : together ? "detail.token.together" : "detail.token";
        var tip = new Tooltip(Messages.text(key, token + 1, Figures.millis(millis)));
        tip.setShowDelay(Duration.millis(100));
        Tooltip.install(bar, tip);
        return bar;
    }
}
