package org.headlinebench.report.chart;

/** Colours that are told apart by everybody and in grey, too. */
final class Palette {
    static final int INK = 0x161616;
    static final int GREY = 0x5B6370;
    static final int HAIR = 0xDDE1E6;
    static final int BLUE = 0x0F62FE;
    static final int ORANGE = 0xBA4E00;
    static final int BASELINE = 0x8D8D8D;

    static final double TEXT = 7.8;

    private Palette() {}
}
