package org.headlinebench.ui.theme;

import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Line;
import javafx.scene.shape.StrokeLineCap;

/** A short piece of a configuration's line: the legend of every chart and table. */
public final class SeriesSwatch extends Region {
    private static final double WIDTH = 26;
    private static final double HEIGHT = 14;
    private final Line line = new Line(1, HEIGHT / 2, WIDTH - 1, HEIGHT / 2);

    public SeriesSwatch(SeriesStyle style, ObservableValue<Theme> theme) {
        setMinSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        line.setStrokeWidth(3);
        line.setStrokeLineCap(StrokeLineCap.BUTT);
        line.getStrokeDashArray().setAll(style.dashes());
        line.strokeProperty().bind(theme.map(now -> Color.web(style.css(now))));
        getChildren().add(line);
    }
}
