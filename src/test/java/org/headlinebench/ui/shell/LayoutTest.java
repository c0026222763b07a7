package org.headlinebench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.page.Page;

class LayoutTest {
    private static final String ELLIPSIS = "...";

    @Test
    void noWordIsCutOffOnAnyPageFromTheSmallestWindowToTheLargest() throws Exception {
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(1))))) {
            driver.check("precision", "bfloat16", true);
            driver.type("rows", "1-12");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));
            List<String> cut = new ArrayList<>();
            for (Page page : Page.values()) {
                driver.page(page);
                for (int[] size : new int[][]{{1000, 700}, {1280, 800}, {3840, 2160}}) {
                    driver.at(size[0], size[1],
                            root -> cutOff(root, "%s at %dx%d".formatted(page, size[0], size[1]), cut));
                }
            }
            assertThat(cut).isEmpty();
        }
    }

    /** Cells of tables are as wide as a user drags them, and have the whole text as their tip or beside them. */
    private static void cutOff(Node node, String where, List<String> cut) {
        if (!node.isVisible() || node instanceof TableView || node instanceof IndexedCell) {
            return;
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
