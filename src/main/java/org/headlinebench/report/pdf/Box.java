package org.headlinebench.report.pdf;

import java.io.IOException;
import java.util.Optional;

/**
 * Something of known height that is set as a whole.
 *
 * @param before space above it, dropped at the top of a page
 * @param height its own height
 * @param keep   whether it must stand on the same page as the next box
 * @param repeat what is set first where a page begins with this box: the header of its table
 * @param paint  draws it
 */
record Box(double before, double height, boolean keep, Optional<Box> repeat, Paint paint) {
    /** Draws a box whose upper left corner lies there. */
    interface Paint {
        void at(PdfPage page, double x, double y) throws IOException;
    }

    Box(double before, double height, boolean keep, Paint paint) {
        this(before, height, keep, Optional.empty(), paint);
    }

    Box keeping() {
        return new Box(before, height, true, repeat, paint);
    }

    Box after(double space) {
        return new Box(space, height, keep, repeat, paint);
    }
}
