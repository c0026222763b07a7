package org.headlinebench.ui.sidebyside;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.sidebyside.TimelineBar.Kind;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/**
 * A sample's tokens along its time: a bar per token, as long as the pass took that yielded it. What came with another
 * token stands as a thin bar behind it; what was proposed in vain is hollow.
 */
public final class TokenTimeline extends VBox {
    private static final double WIDTH = 170;
    private static final double LEAST = 4;
    private static final double HEIGHT = 12;
    private static final int MOST_BARS = 200;

    public TokenTimeline(Sample sample) {
        getStyleClass().add("timeline");
        List<TimelineBar> bars = TimelineBar.of(sample);
        setAccessibleText(Messages.text("detail.timeline", sample.times().outputTokens()));
        double whole = Math.max(1e-9, sample.times().tokenMillis().getLast());
        var line = new FlowPane(1, 2);
        for (TimelineBar bar : bars.subList(0, Math.min(bars.size(), MOST_BARS))) {
            line.getChildren().add(region(bar, Math.max(LEAST, bar.millis() / whole * WIDTH)));
        }
        getChildren().add(line);
        if (bars.stream().anyMatch(bar -> bar.kind() == Kind.ACCEPTED || bar.kind() == Kind.REJECTED)) {
            getChildren().add(legend(bars));
        }
    }

    private static FlowPane legend(List<TimelineBar> bars) {
        var kinds = EnumSet.noneOf(Kind.class);
        bars.forEach(bar -> kinds.add(bar.kind()));
        var legend = new FlowPane(10, 1);
        for (Kind kind : kinds) {
            var name = new Label(Messages.text("detail.kind." + kind));
            name.getStyleClass().add("note");
            var entry = new HBox(4, sized(kind, LEAST * 2), name);
            entry.setAlignment(Pos.CENTER_LEFT);
            legend.getChildren().add(entry);
        }
        return legend;
    }

    private static Region region(TimelineBar bar, double width) {
        Region region = sized(bar.kind(), width);
        var tip = new Tooltip(Messages.text("detail.token." + bar.kind(), bar.token(), Figures.millis(bar.millis())));
        tip.setShowDelay(Duration.millis(100));
        Tooltip.install(region, tip);
        return region;
    }

    private static Region sized(Kind kind, double width) {
        var region = new Region();
        region.getStyleClass().addAll("token", "token-" + kind.name().toLowerCase(Locale.ROOT));
        region.setMinSize(width, HEIGHT);
        region.setPrefSize(width, HEIGHT);
        region.setMaxSize(width, HEIGHT);
        return region;
    }
}
