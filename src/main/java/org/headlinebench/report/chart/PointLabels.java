package org.headlinebench.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.headlinebench.report.document.Canvas;
import org.headlinebench.report.document.Canvas.Anchor;

/** Names beside dots, placed where they cover neither another dot nor another name. */
final class PointLabels {
    private static final double CLEAR = 5;
    private static final double HIGH = 6;

    private final Canvas canvas;
    private final Area plot;
    private final List<Area> taken = new ArrayList<>();

    private record Area(double left, double top, double right, double bottom) {
        boolean meets(Area other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean holds(Area other) {
            return other.left >= left && other.right <= right && other.top >= top && other.bottom <= bottom;
        }
    }

    /** Names stay within these bounds. */
    PointLabels(Canvas canvas, double left, double right, double top, double bottom) {
        this.canvas = canvas;
        this.plot = new Area(left, top, right, bottom);
    }

    /** A dot that is drawn; all of them before the first name. */
    void dot(double x, double y, double radius) {
        taken.add(new Area(x - radius, y - radius, x + radius, y + radius));
    }

    /**
     * Names a dot.
     *
     * @param needed whether the name is written even where there is no room for it
     */
    void name(double x, double y, String name, boolean needed) {
        double width = canvas.width(name, Palette.TEXT, needed);
        List<Area> places = Stream.of(at(x + CLEAR, y - 3, width), at(x - CLEAR - width, y - 3, width),
                at(x + CLEAR, y + HIGH + 2, width), at(x - CLEAR - width, y + HIGH + 2, width),
                at(x - width / 2, y - CLEAR, width), at(x - width / 2, y + CLEAR + HIGH, width)).toList();
        places.stream()
                .filter(place -> plot.holds(place) && taken.stream().noneMatch(place::meets))
                .findFirst()
                .or(() -> Stream.of(places.getFirst()).filter(_ -> needed).findFirst())
                .ifPresent(place -> {
                    taken.add(place);
                    canvas.text(place.left(), place.bottom(), name, Palette.TEXT, needed, Palette.INK, Anchor.START);
                });
    }

    /** A name whose base line lies at y. */
    private static Area at(double x, double y, double width) {
        return new Area(x, y - HIGH, x + width, y);
    }
}
