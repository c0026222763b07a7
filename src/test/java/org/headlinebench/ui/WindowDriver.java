package org.headlinebench.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Bounds;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.jfree.chart.JFreeChart;
import org.jfree.data.xy.XYDataset;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.NodeQueryUtils;
import org.testfx.util.WaitForAsyncUtils;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.chart.ChartsPane;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.sidebyside.ArticleRow;
import org.headlinebench.ui.theme.Theme;

/** Works the window as a person does: by its controls. Knows nothing of what the window stands on. */
public final class WindowDriver implements AutoCloseable {
    private static final int CLICKS = 3;
    private static final Duration SHORT = Duration.ofSeconds(20);
    /** Tables and canvases find their size only after a first layout. */
    private static final int LAYOUT_PASSES = 3;
    private static final int SETTLE_MILLIS = 150;

    static {
        // A person's pace, which no test is about.
        System.setProperty("testfx.robot.write_sleep", "0");
        System.setProperty("testfx.robot.move_max_count", "5");
    }

    private final FxRobot robot = new FxRobot();
    private final HeadlineBenchWindow window;
    private final AnsweringDialogs dialogs;

    private WindowDriver(HeadlineBenchWindow window, AnsweringDialogs dialogs) {
        this.window = window;
        this.dialogs = dialogs;
    }

    /** Opens the window and waits until models and sample news are there. */
    public static WindowDriver open(WindowServices services) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        var dialogs = new AnsweringDialogs();
        var driver = new WindowDriver(onFx(() -> HeadlineBenchWindow.show(new Stage(), services, dialogs)), dialogs);
        driver.await(SHORT, () -> driver.window.setup().complete().get());
        return driver;
    }

    public HeadlineBenchWindow window() {
        return window;
    }

    /** Answers the window's file dialogs. */
    public AnsweringDialogs dialogs() {
        return dialogs;
    }

    /** Presses Ctrl with the page's digit. */
    public void page(Page page) {
        robot.press(KeyCode.SHORTCUT).type(KeyCode.getKeyCode(String.valueOf(page.digit()))).release(KeyCode.SHORTCUT);
        await(SHORT, () -> window.model().navigation().page().get() == page);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** The page in every theme, each at another size. */
    public void screenshots(Path folder, String name) {
        for (Theme theme : Theme.values()) {
            show(theme);
            screenshot(folder, name, theme);
        }
        show(Theme.LIGHT);
    }

    /** The same of a page without charts, which needs no wait until they are painted. */
    public void pageScreenshots(Path folder, String name) {
        for (Theme theme : Theme.values()) {
            robot.interact(() -> window.theme().choose(theme));
            screenshot(folder, name, theme);
        }
        robot.interact(() -> window.theme().choose(Theme.LIGHT));
    }

    private void screenshot(Path folder, String name, Theme theme) {
        int[] size = theme == Theme.LIGHT ? new int[]{1280, 800} : new int[]{1920, 1080};
        screenshot(folder, "%s-%s-%dx%d".formatted(name, theme.name().toLowerCase(), size[0], size[1]), size[0],
                size[1]);
    }

    public FxRobot robot() {
        return robot;
    }

    public void show(Theme theme) {
        if (onFx(() -> window.theme().theme().get()) != theme) {
            robot.clickOn("#theme");
        }
        settle();
    }

    @SuppressWarnings("unchecked")
    public void chooseModel(String name) {
        ComboBox<ModelChoice> box = (ComboBox<ModelChoice>) node("#model");
        ModelChoice model = box.getItems().stream().filter(item -> item.name().equals(name)).findFirst().orElseThrow();
        robot.interact(() -> box.getSelectionModel().select(model));
    }

    /** Clicks the chip {@code axis-word} unless it is as wanted. */
    public void check(String axis, String word, boolean on) {
        String chip = "#" + axis + "-" + word;
        BooleanSupplier isSo = () -> ((ToggleButton) node(chip)).isSelected() == on;
        if (!onFx(isSo::getAsBoolean)) {
            clickUntil(isSo, chip);
        }
    }

    public void type(String field, String text) {
        var input = (TextInputControl) node("#" + field);
        clickUntil(input::isFocused, "#" + field);
        robot.interact(input::selectAll);
        robot.write(text);
        settle();
    }

    /** What moves while it is aimed at, since something above it grows, is aimed at again. */
    private void clickUntil(BooleanSupplier done, String query) {
        for (int attempt = 0; attempt < CLICKS && (attempt == 0 || !onFx(done::getAsBoolean)); attempt++) {
            reveal(node(query));
            robot.clickOn(query);
            settle();
        }
        if (!onFx(done::getAsBoolean)) {
            throw new AssertionError("clicks do not reach " + node(query));
        }
    }

    /** Scrolls as a user would until the node lies in the middle of what its panel shows. */
    private void reveal(Node node) {
        robot.interact(() -> {
            Node parent = node;
            while (parent != null && !(parent instanceof ScrollPane)) {
                parent = parent.getParent();
            }
            if (parent instanceof ScrollPane panel) {
                panel.layout();
                Bounds content = panel.getContent().getBoundsInLocal();
                Bounds bounds = panel.getContent().sceneToLocal(node.localToScene(node.getBoundsInLocal()));
                double height = panel.getViewportBounds().getHeight();
                double top = bounds.getCenterY() - height / 2;
                panel.setVvalue(Math.clamp(top / Math.max(1, content.getHeight() - height), 0, 1));
                panel.layout();
            }
        });
    }

    /** Clicks what is in sight, or soon will be. */
    public void click(String id) {
        await(SHORT, () -> robot.lookup("#" + id).match(NodeQueryUtils.isVisible()).tryQuery().isPresent());
        robot.clickOn("#" + id);
    }

    /** Presses Run, which must become possible soon, and waits until the new runs are shown. */
    public void run() {
        await(SHORT, () -> !node("#run").isDisabled());
        List<RunModel> before = onFx(() -> List.copyOf(window.experiment().runs()));
        robot.clickOn("#run");
        await(SHORT, () -> !before.equals(window.experiment().runs())
                || !window.experiment().running().get() && window.experiment().problem().get().isPresent());
    }

    public void awaitEnd(Duration patience) {
        await(patience, () -> !window.experiment().running().get());
        settle();
    }

    public void await(Duration patience, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS, () -> onFx(condition::getAsBoolean));
        } catch (TimeoutException late) {
            throw new AssertionError("not so within " + patience, late);
        }
    }

    /** The headlines that a generated column of the side-by-side table shows, from the top down, when all are there. */
    public List<String> column(int index) {
        await(SHORT, () -> headlines(index).stream().noneMatch(String::isBlank));
        return headlines(index);
    }

    @SuppressWarnings("unchecked")
    private List<String> headlines(int index) {
        var table = (TableView<ArticleRow>) node("#side-by-side");
        return onFx(() -> table.getItems()
                .stream()
                .map(row -> (Optional<Sample>) table.getColumns().get(index).getCellObservableValue(row).getValue())
                .map(sample -> sample.map(Sample::headline).orElse(""))
                .toList());
    }

    @SuppressWarnings("unchecked")
    public void selectArticle(int index) {
        var table = (TableView<ArticleRow>) node("#side-by-side");
        robot.interact(() -> table.getSelectionModel().select(index));
        settle();
    }

    /** For each run, how many readings the memory chart has drawn. */
    public List<Integer> drawnMemoryReadings() {
        return onFx(() -> {
            var chart = (JFreeChart) node("#chart-memory").lookup(".chart-picture").getUserData();
            XYDataset lines = chart.getXYPlot().getDataset(0);
            return IntStream.range(0, lines.getSeriesCount()).mapToObj(lines::getItemCount).toList();
        });
    }

    public Node node(String query) {
        return robot.lookup(query).query();
    }

    /** Writes another window, as a dialog, to a PNG file as it is. */
    public void shot(String name, Path folder, Scene scene) throws IOException {
        WritableImage image = onFx(() -> scene.snapshot(null));
        Files.createDirectories(folder);
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", folder.resolve(name + ".png").toFile());
    }

    /**
     * Writes what the window shows at a size to a PNG file. JavaFX's headless screen has 1000 × 1000 pixels, so the content
     * moves to a scene of that size for the moment.
     */
    public Path screenshot(Path folder, String name, int width, int height) {
        WritableImage image = onFx(() -> picture(width, height));
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name + ".png");
            ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file.toFile());
            return file;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Looks at the content laid out at a size. */
    public void at(int width, int height, Consumer<Parent> look) {
        onFx(() -> laidOut(width, height, scene -> {
            look.accept(scene.getRoot());
            return true;
        }));
    }

    private WritableImage picture(int width, int height) {
        return laidOut(width, height, scene -> scene.snapshot(null));
    }

    private <T> T laidOut(int width, int height, Function<Scene, T> look) {
        Scene shown = window.stage().getScene();
        Parent content = shown.getRoot();
        shown.setRoot(new Group());
        try {
            var large = new Scene(content, width, height);
            large.getStylesheets().setAll(shown.getStylesheets());
            for (int pass = 0; pass < LAYOUT_PASSES; pass++) {
                // Laid out as a whole, of which one pixel is painted.
                large.snapshot(new WritableImage(1, 1));
            }
            T seen = look.apply(large);
            large.setRoot(new Group());
            return seen;
        } finally {
            shown.setRoot(content);
        }
    }

    /** Waits until what was asked for in the background is likely there, and all charts that are seen are painted. */
    public void settle() {
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.sleep(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        await(SHORT, () -> robot.lookup(".chart-area")
                .queryAllAs(ChartsPane.class)
                .stream()
                .allMatch(ChartsPane::isPainted));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Override
    public void close() {
        onFx(() -> {
            window.stage().hide();
            return true;
        });
    }

    public static <T> T onFx(Supplier<T> work) {
        if (Platform.isFxApplicationThread()) {
            return work.get();
        }
        return WaitForAsyncUtils.waitForAsyncFx(30_000, work::get);
    }
}
