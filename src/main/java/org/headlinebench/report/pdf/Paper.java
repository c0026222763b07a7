package org.headlinebench.report.pdf;

import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Paper sizes. */
public enum Paper {
    A4(PDRectangle.A4), LETTER(PDRectangle.LETTER);

    static final double SIDE = 62;
    static final double TOP = 64;
    static final double BOTTOM = 62;

    private final PDRectangle size;

    Paper(PDRectangle size) {
        this.size = size;
    }

    PDRectangle size() {
        return size;
    }

    double width() {
        return size.getWidth() - 2 * SIDE;
    }

    double bottom() {
        return size.getHeight() - BOTTOM;
    }
}
