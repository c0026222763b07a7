package org.headlinebench.ui.page;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/** Scroll panes as the pages have them. */
public final class Scrolls {
    private Scrolls() {}

    /** As wide as its place, without an edge of its own. */
    public static <T extends ScrollPane> T plain(T pane) {
        pane.setFitToWidth(true);
        pane.getStyleClass().add("trial-scroll");
        // JavaFX keeps a picture of what is scrolled and paints that: twice the work for what changes all the time.
        pane.skinProperty().subscribe(_ -> {
            for (Node viewport : pane.lookupAll(".viewport")) {
                viewport.setCache(false);
            }
        });
        return pane;
    }
}
