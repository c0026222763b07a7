package org.headlinebench.ui.theme;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/**
 * How one configuration is drawn, the same everywhere. Colours are Okabe and Ito's ("Color Universal Design", 2008),
 * lightened on dark ground; the line pattern tells configurations apart without colour. Colours and patterns repeat with
 * different periods, so the first twenty differ.
 *
 * @param index 0-based place of the configuration in its experiment
 */
public record SeriesStyle(int index) {
    private static final List<Color> ON_LIGHT = colours(0x0072B2, 0xD55E00, 0x009E73, 0xB8568F, 0xC98500);
    private static final List<Color> ON_DARK = colours(0x56B4E9, 0xF08A3C, 0x2FC79A, 0xE39AC6, 0xF0C24B);
    private static final List<List<Double>> DASHES = List.of(List.of(), List.of(7.0, 4.0), List.of(2.0, 3.0),
            List.of(9.0, 3.0, 2.0, 3.0));
    private static final float WIDTH = 2f;

    public SeriesStyle {
        if (index < 0) {
            throw new IllegalArgumentException("places count from 0, not " + index);
        }
    }

    public Color colour(Theme theme) {
        List<Color> colours = theme == Theme.DARK ? ON_DARK : ON_LIGHT;
        return colours.get(index % colours.size());
    }

    /** The colour as CSS writes it. */
    public String css(Theme theme) {
        return String.format("#%06x", colour(theme).getRGB() & 0xFFFFFF);
    }

    /** Lengths of dashes and gaps in pixels; empty for a solid line. */
    public List<Double> dashes() {
        return DASHES.get(index % DASHES.size());
    }

    public BasicStroke stroke() {
        return stroke(WIDTH);
    }

    /** Of what was measured on a stand-in. */
    public BasicStroke thinStroke() {
        return stroke(WIDTH / 2);
    }

    private BasicStroke stroke(float width) {
        if (dashes().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        float[] pattern = new float[dashes().size()];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = dashes().get(i).floatValue();
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
    }

    private static List<Color> colours(int... rgb) {
        return java.util.Arrays.stream(rgb).mapToObj(Color::new).toList();
    }
}
