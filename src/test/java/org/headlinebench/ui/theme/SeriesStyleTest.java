package org.headlinebench.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;

class SeriesStyleTest {
    private static final double READABLE_LINE = 3;

    @Test
    void theFirstTwentyConfigurationsDiffer() {
        var looks = new HashSet<List<Object>>();
        for (int i = 0; i < 20; i++) {
            looks.add(List.of(new SeriesStyle(i).colour(Theme.LIGHT), new SeriesStyle(i).dashes()));
        }
        assertThat(looks).hasSize(20);
    }

    @Test
    void neighboursDifferInTheirPatternToo() {
        for (int i = 0; i < 20; i++) {
            assertThat(new SeriesStyle(i).dashes()).isNotEqualTo(new SeriesStyle(i + 1).dashes());
        }
    }

    /** WCAG 2.1, 1.4.11: graphics need a contrast of 3 to their ground. */
    @Test
    void linesStandOutOnBothGrounds() {
        for (int i = 0; i < 5; i++) {
            assertThat(contrast(new SeriesStyle(i).colour(Theme.LIGHT), Color.WHITE)).as("light %d", i)
                    .isGreaterThan(READABLE_LINE - 0.1);
            assertThat(contrast(new SeriesStyle(i).colour(Theme.DARK), new Color(0x0D1117))).as("dark %d", i)
                    .isGreaterThan(READABLE_LINE);
        }
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
