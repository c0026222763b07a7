package org.headlinebench.report.pdf;

import java.util.ArrayList;
import java.util.List;

/** Breaks boxes into pages. */
final class Pagination {
    /** A box and where its upper edge lies. */
    record Placed(Box box, double y) {}

    private final double top;
    private final double bottom;
    private final List<List<Placed>> pages = new ArrayList<>();
    private double y;

    Pagination(double top, double bottom) {
        this.top = top;
        this.bottom = bottom;
    }

    /** At least one page. */
    List<List<Placed>> of(List<Box> boxes) {
        newPage();
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            if (!isEmpty() && y + box.before() + together(boxes, i) > bottom) {
                newPage();
                box.repeat().ifPresent(this::place);
            }
            place(box);
        }
        return pages;
    }

    /** The height of a box and those that must follow on its page; no more than a page has. */
    private double together(List<Box> boxes, int first) {
        double height = boxes.get(first).height();
        for (int i = first; boxes.get(i).keep() && i + 1 < boxes.size(); i++) {
            double next = boxes.get(i + 1).before() + boxes.get(i + 1).height();
            if (height + next > bottom - top) {
                break;
            }
            height += next;
        }
        return height;
    }

    private void place(Box box) {
        y += isEmpty() ? 0 : box.before();
        pages.getLast().add(new Placed(box, y));
        y += box.height();
    }

    private boolean isEmpty() {
        return pages.getLast().isEmpty();
    }

    private void newPage() {
        pages.add(new ArrayList<>());
        y = top;
    }
}
