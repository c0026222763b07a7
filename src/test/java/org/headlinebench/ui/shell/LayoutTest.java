package org.headlinebench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.text.Text;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.page.Page;

@OneWindow
@Order(10)
class LayoutTest {
    private static final String ELLIPSIS = "...";
    private static final int MOST_STEPS = 400;
    private static WindowDriver driver;

    @BeforeAll
    static void measure() throws Exception {
        driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(1))));
        driver.check("precision", "bfloat16", true);
        driver.type("rows", "1-12");
        driver.run();
        driver.awaitEnd(Duration.ofSeconds(30));
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @Test
    void whateverTakesTheFocusSaysWhatItIsAndTheKeyboardReachesTheWholePage() {
        List<String> silent = new ArrayList<>();
        List<String> unreached = new ArrayList<>();
        for (Page page : Page.values()) {
            driver.page(page);
            WindowDriver.onFx(() -> {
                Node content = driver.node("#page-" + page.id() + "-content");
                List<Node> focusable = new ArrayList<>();
                collect(content, focusable);
                assertThat(focusable).as(page.name()).isNotEmpty();
                focusable.stream()
                        .filter(node -> words(node).isBlank())
                        .forEach(node -> silent.add(page + ": " + node));
                unreached.addAll(unreached(page, focusable));
                return true;
            });
        }
        assertThat(silent).as("without a name").isEmpty();
        assertThat(unreached).as("not reached by the tabulator key").isEmpty();
    }

    /** JavaFX's renderer fails now and then over a node of which it keeps a picture. */
    @Test
    void nothingIsPaintedFromAPictureThatJavaFxKeeps() {
        List<String> cached = new ArrayList<>();
        driver.page(Page.BENCH);
        driver.selectArticle(1);
        for (Page page : Page.values()) {
            driver.page(page);
            WindowDriver.onFx(() -> {
                driver.node("#page-" + page.id() + "-content")
                        .lookupAll("*")
                        .stream()
                        .filter(Node::isCache)
                        .forEach(node -> cached.add(page + ": " + node));
                return true;
            });
        }
        assertThat(cached).isEmpty();
    }

    @Test
    void noWordIsCutOffFromTheSmallestWindowToTheLargestAndWithLargeText() {
        List<String> cut = new ArrayList<>();
        for (Page page : Page.values()) {
            driver.page(page);
            for (double scale : new double[]{1, 1.5}) {
                driver.robot().interact(() -> driver.window().theme().scaleFont(scale));
                for (int[] size : new int[][]{{1000, 700}, {1280, 800}, {3840, 2160}}) {
                    driver.at(size[0], size[1], root -> cutOff(root,
                            "%s at %dx%d, text %s".formatted(page, size[0], size[1], scale), cut));
                }
            }
        }
        driver.page(Page.COMPARE);
        driver.screenshot(Path.of("target/screenshots"), "large-text-compare-1000x700", 1000, 700);
        driver.page(Page.RUNS);
        driver.screenshot(Path.of("target/screenshots"), "large-text-runs-1000x700", 1000, 700);
        driver.page(Page.BENCH);
        driver.screenshot(Path.of("target/screenshots"), "large-text-1000x700", 1000, 700);
        driver.screenshot(Path.of("target/screenshots"), "large-text-1280x800", 1280, 800);
        assertThat(cut).isEmpty();
    }

    /** Cells of tables are as wide as a user drags them, and have the whole text as their tip or beside them. */
    private static void cutOff(Node node, String where, List<String> cut) {
        if (!node.isVisible() || node instanceof TableView || node instanceof IndexedCell) {
            return;
        }
        if (node instanceof ScrollPane wide && wide.getContent() != null
                && wide.getContent().getBoundsInLocal().getWidth() > wide.getViewportBounds().getWidth() + 1) {
            // What is wider than its place has a bar to scroll with.
            if (wide.getHbarPolicy() == ScrollPane.ScrollBarPolicy.NEVER) {
                cut.add(where + ", no way to scroll: " + wide.getContent());
            }
            return;
        }
        double right = node.localToScene(node.getBoundsInLocal()).getMaxX();
        if (node instanceof Labeled outside && right > node.getScene().getWidth() + 1) {
            cut.add(where + ", outside: " + outside.getText());
        }
        if (node instanceof Labeled && node.getParent() instanceof FlowPane lines
                && (node.getBoundsInParent().getMinY() < -1
                        || node.getBoundsInParent().getMaxY() > lines.getHeight() + 1)) {
            cut.add(where + ", lines too low: " + ((Labeled) node).getText());
        }
        if (node instanceof Labeled labeled && labeled.lookup(".text") instanceof Text shown
                && shown.getText().endsWith(ELLIPSIS) && !String.valueOf(labeled.getText()).endsWith(ELLIPSIS)) {
            cut.add(where + ": " + labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> cutOff(child, where, cut));
        }
    }

    /** Lets the tabulator key go once around and looks whether it comes by every control in its order on the page. */
    private static List<String> unreached(Page page, List<Node> focusable) {
        List<Node> visited = new ArrayList<>();
        focusable.getFirst().requestFocus();
        var scene = focusable.getFirst().getScene();
        for (int step = 0; step < MOST_STEPS && scene.getFocusOwner() != null
                && !visited.contains(scene.getFocusOwner()); step++) {
            visited.add(scene.getFocusOwner());
            scene.getFocusOwner().requestFocusTraversal(javafx.scene.TraversalDirection.NEXT);
        }
        // Within a group of choices the arrow keys go on, as everywhere.
        var groups = visited.stream()
                .filter(ToggleButton.class::isInstance)
                .map(node -> ((ToggleButton) node).getToggleGroup())
                .toList();
        return focusable.stream()
                .filter(node -> !visited.contains(node))
                .filter(node -> !(node instanceof ToggleButton choice) || choice.getToggleGroup() == null
                        || !groups.contains(choice.getToggleGroup()))
                .map(node -> page + ": " + node)
                .toList();
    }

    /** What stops the tabulator key; cells and the panes' own parts are their owner's. */
    private static void collect(Node node, List<Node> found) {
        if (!node.isVisible() || node.isDisabled() || node instanceof IndexedCell) {
            return;
        }
        if (node.isFocusTraversable() && !(node instanceof ScrollPane) && !(node instanceof SplitPane)) {
            found.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }

    /** As a screen reader is told: by the node itself, its text, or the label that belongs to it. */
    private static String words(Node node) {
        Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        String own = node.getAccessibleText() == null ? "" : node.getAccessibleText();
        String label = node instanceof Labeled labeled && labeled.getText() != null ? labeled.getText() : "";
        Object by = node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY);
        String told = text instanceof String words && !(node instanceof javafx.scene.control.TextInputControl)
                && !(node instanceof javafx.scene.control.ComboBoxBase) ? words : "";
        return own + label + told + (by instanceof Labeled name ? name.getText() : "");
    }
}
