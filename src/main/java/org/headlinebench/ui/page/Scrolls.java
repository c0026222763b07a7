package org.headlinebench.ui.page;

import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;

/** Scroll panes as the pages have them. */
public final class Scrolls {
    private Scrolls() {}

    /** As wide as its place, without an edge of its own. */
    public static <T extends ScrollPane> T plain(T pane) {
        pane.setFitToWidth(true);
        pane.getStyleClass().add("trial-scroll");
        return direct(pane);
    }

    /**
     * Painted as it is. JavaFX keeps a picture of what is scrolled and paints that: twice the work for what changes all the
     * time, and an exception in its renderer (CacheFilter) where the picture has been thrown away in between.
     */
    public static <T extends ScrollPane> T direct(T pane) {
        pane.skinProperty().subscribe(_ -> paintDirectly(pane));
        return pane;
    }

    /** The same for a text area, which has a scroll pane of its own. */
    public static <T extends TextArea> T direct(T area) {
        area.skinProperty().subscribe(_ -> {
            if (area.lookup(".scroll-pane") instanceof ScrollPane inner) {
                direct(inner);
            }
        });
        return area;
    }

    private static void paintDirectly(Control pane) {
        for (Node viewport : pane.lookupAll(".viewport")) {
            viewport.setCache(false);
        }
    }
}
