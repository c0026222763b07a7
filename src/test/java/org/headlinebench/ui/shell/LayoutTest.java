package org.headlinebench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.text.Text;

import org.junit.jupiter.api.Test;

import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.page.Page;

@OneWindow
class LayoutTest {
    private static final String ELLIPSIS = "...";

    @Test
    void noWordIsCutOffFromTheSmallestWindowToTheLargestAndWithLargeText() throws Exception {
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(1))))) {
            driver.check("precision", "bfloat16", true);
            driver.type("rows", "1-12");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));
            List<String> cut = new ArrayList<>();
            for (Page page : Page.values()) {
                driver.page(page);
                for (double scale : new double[]{1, 1.5}) {
                    driver.robot().interact(() -> driver.window().theme().scaleFont(scale));
                    for (int[] size : sizes(page, scale)) {
                        driver.at(size[0], size[1], root -> cutOff(root,
                                "%s at %dx%d, text %s".formatted(page, size[0], size[1], scale), cut));
                    }
                }
            }
            driver.page(Page.BENCH);
            driver.screenshot(Path.of("target/screenshots"), "large-text-1000x700", 1000, 700);
            driver.screenshot(Path.of("target/screenshots"), "large-text-1280x800", 1280, 800);
            assertThat(cut).isEmpty();
        }
    }

    /** The Compare page, and the Runs page with large text, need more than the smallest window: they are wider than it. */
    private static List<int[]> sizes(Page page, double scale) {
        boolean wide = page == Page.COMPARE || page == Page.RUNS && scale > 1;
        int[] largest = {3840, 2160};
        return wide ? List.of(largest) : List.of(new int[]{1000, 700}, largest);
    }

    /** Cells of tables are as wide as a user drags them, and have the whole text as their tip or beside them. */
    private static void cutOff(Node node, String where, List<String> cut) {
        if (!node.isVisible() || node instanceof TableView || node instanceof IndexedCell) {
            return;
        }
        double right = node.localToScene(node.getBoundsInLocal()).getMaxX();
        if (node instanceof Labeled outside && right > node.getScene().getWidth() + 1) {
            cut.add(where + ", outside: " + outside.getText());
        }
        if (node instanceof Labeled labeled && labeled.lookup(".text") instanceof Text shown
                && shown.getText().endsWith(ELLIPSIS) && !String.valueOf(labeled.getText()).endsWith(ELLIPSIS)) {
            cut.add(where + ": " + labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> cutOff(child, where, cut));
        }
    }
}
