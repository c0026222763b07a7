package org.headlinebench.report.pdf;

/** The look of the pages, in points. */
final class Style {
    static final int INK = 0x161616;
    static final int GREY = 0x5B6370;
    static final int HAIR = 0xDDE1E6;
    static final int ACCENT = 0x0F62FE;
    static final int TINT = 0xF4F6F9;

    static final double BODY = 9.6;
    static final double BODY_LEADING = 13.8;
    static final double NOTE = 8.2;
    static final double NOTE_LEADING = 11.4;
    static final double CELL_LEADING = 1.3;
    static final double CODE = 7.4;
    static final double CODE_LEADING = 10.4;
    static final double CODE_PAD = 4;

    private Style() {}

    static double headingSize(int level) {
        return level == 1 ? 17 : level == 2 ? 12.2 : 10.2;
    }

    static double headingBefore(int level) {
        return level == 1 ? 30 : level == 2 ? 20 : 14;
    }

    static double headingAfter(int level) {
        return level == 1 ? 10 : level == 2 ? 6 : 4;
    }
}
