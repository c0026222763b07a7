package org.headlinebench.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.headlinebench.report.document.Canvas;

class ScatterChartTest {
    @Test
    void namesOfPointsThatLieCloseCoverNeitherEachOtherNorADot() {
        var canvas = new Recorded();
        new ScatterChart("ms", "ROUGE-1", List.of(new ScatterChart.Point("3", 77, 0.1038, false),
                new ScatterChart.Point("6", 83, 0.1040, false), new ScatterChart.Point("2", 85, 0.1041, true),
                new ScatterChart.Point("1", 272, 0.1041, false))).draw(canvas, 470);
        List<Recorded.Written> names = canvas.names();
        assertThat(names).hasSize(4);
        for (Recorded.Written name : names) {
            assertThat(canvas.dots).noneMatch(dot -> name.holds(dot.x(), dot.y()));
            assertThat(names).noneMatch(other -> other != name && name.meets(other));
        }
    }

    @Test
    void amongManyPointsAtOnePlaceThoseOfTheFrontAreNamed() {
        var canvas = new Recorded();
        new ScatterChart("ms", "ROUGE-1", IntStream.rangeClosed(1, 200)
                .mapToObj(i -> new ScatterChart.Point(String.valueOf(i), 77, 0.1, i == 150))
                .toList()).draw(canvas, 470);
        assertThat(canvas.names()).anyMatch(name -> name.text().equals("150")).hasSizeLessThan(12);
    }

    private static final class Recorded implements Canvas {
        private final List<Point> dots = new ArrayList<>();
        private final List<Written> texts = new ArrayList<>();

        private record Written(String text, double left, double base, double width, int dotsBefore) {
            boolean holds(double x, double y) {
                return x > left && x < left + width && y > base - 6 && y < base;
            }

            boolean meets(Written other) {
                return left < other.left + other.width && other.left < left + width && Math.abs(base - other.base) < 6;
            }
        }

        /** What is written when all dots are there. */
        List<Written> names() {
            return texts.stream().filter(text -> text.dotsBefore() == dots.size()).toList();
        }

        @Override
        public void line(double x1, double y1, double x2, double y2, int colour, double width) {}

        @Override
        public void polyline(List<Point> points, int colour, double width) {}

        @Override
        public void rectangle(double x, double y, double width, double height, int colour) {}

        @Override
        public void dot(double x, double y, double radius, int colour) {
            dots.add(new Point(x, y));
        }

        @Override
        public void text(double x, double y, String text, double size, boolean bold, int colour, Anchor anchor) {
            texts.add(new Written(text, x, y, width(text, size, bold), dots.size()));
        }

        @Override
        public double width(String text, double size, boolean bold) {
            return text.length() * size * 0.56;
        }
    }
}
