package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.page.Page;

/**
 * The window as a user has it: the bundled model, real workers, the real run store. The journeys follow one another in one
 * window, since what costs time is measuring; the pictures of the README come from them ({@code docs/images}).
 */
@OneWindow
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
class WindowJourneysTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));
    private static final Path FOLDER = Path.of("target/test-window").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROWS = 8;
    private static final String ABSENT = "qwen2.5-0.5b-instruct";
    private static Services services;
    private static WindowDriver driver;

    @BeforeAll
    static void aWindowIsKilledInMidRunAndOpenedAgain() throws Exception {
        clear();
        Process killed = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dglass.platform=Headless", "-Dprism.order=sw", "-Djava.awt.headless=true", "-cp",
                System.getProperty("java.class.path"), KilledWindow.class.getName(), FOLDER.toString())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("killed.log").toFile())
                .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (samples() < 3 && killed.isAlive() && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        assertThat(killed.isAlive()).as("%s", Files.readString(FOLDER.resolve("killed.log"))).isTrue();
        killed.destroyForcibly().waitFor();
        services = KilledWindow.services(FOLDER, Map.of("HF_ENDPOINT", "http://127.0.0.1:9"));
        driver = WindowDriver.open(services.window());
    }

    @AfterAll
    static void close() {
        if (driver != null) {
            driver.close();
            services.store().close();
        }
    }

    @Test
    @Order(1)
    void afterACrashInMidRunTheWindowOffersToGoOnAndShowsCharts() {
        driver.await(PATIENCE, () -> driver.robot().lookup("#queue-go-on").tryQuery().isPresent());
        driver.settle();
        driver.click("queue-go-on");
        driver.await(PATIENCE, () -> !driver.window().experiment().runs().isEmpty()
                && !driver.window().experiment().running().get());
        driver.settle();
        assertThat(services.store().list()).extracting(run -> run.state())
                .as("the run that was cut off, and both of the experiment")
                .contains(RunState.FINISHED)
                .doesNotContain(RunState.MEASURING, RunState.QUEUED);
        assertThat(driver.window().experiment().runs()).allSatisfy(run -> assertThat(run.count().get()).isEqualTo(10));
        assertThat(driver.drawnMemoryReadings()).allMatch(readings -> readings > 0);
    }

    @Test
    @Order(2)
    void ofFourQueuedStacksOneFailsOneIsCancelledAndTheOthersFinish() {
        var queue = driver.window().model().queue();
        WindowDriver.onFx(() -> {
            var four = new ArrayList<>(List.of(setup(ABSENT, "precision=float32")));
            // Without a cache it takes long enough to be cancelled.
            four.add(setup("headline-student", "cache=none"));
            four.add(setup("headline-draft", "cache=static"));
            four.add(setup("headline-draft", "quantize=int8"));
            queue.add(four, driver.window().model().setup().firstArticles());
            return true;
        });
        driver.await(PATIENCE, () -> driver.window().experiment().runs().size() == 4
                && driver.window().experiment().runs().get(1).state().get() == RunState.MEASURING);
        driver.click("cancel-run-2");
        driver.awaitEnd(PATIENCE);
        assertThat(driver.window().experiment().runs()).extracting(run -> run.state().get())
                .containsExactly(RunState.FAILED, RunState.CANCELLED, RunState.FINISHED, RunState.FINISHED);
        assertThat(driver.window().experiment().runs().get(1).count().get()).as("of the cancelled run").isLessThan(10);
        assertThat(driver.robot().lookup("#failures .label").queryAllAs(Label.class)).extracting(Label::getText)
                .as("a model that is not here and cannot be fetched")
                .anyMatch(text -> text.contains("127.0.0.1"));
        assertThat(queue.waiting()).isEmpty();
    }

    @Test
    @Order(3)
    void fromModelChoiceToTheFilledTable() {
        driver.check("quantize", "int4", true);
        driver.check("decoding", "prompt-lookup", true);
        var stacks = driver.window().setup().stacks();
        WindowDriver.onFx(() -> {
            stacks.remove(stacks.stacks()
                    .stream()
                    .filter(stack -> stack.decoding().speculates() && stack.quantize() instanceof Quantize.Int4)
                    .findFirst()
                    .orElseThrow());
            return true;
        });
        driver.type("rows", "1-" + ROWS);
        driver.run();
        driver.awaitEnd(PATIENCE.multipliedBy(2));
        List<RunModel> runs = driver.window().experiment().runs();
        assertThat(runs).hasSize(3).allSatisfy(run -> {
            assertThat(run.state().get()).isEqualTo(RunState.FINISHED);
            assertThat(services.store().samples(run.run().get().orElseThrow().id())).hasSize(ROWS);
        });
        assertThat(driver.column(4)).hasSize(ROWS).noneMatch(String::isBlank);
        driver.screenshot(SCREENSHOTS, "readme-bench", 1280, 800);
    }

    @Test
    @Order(4)
    @SuppressWarnings("unchecked")
    void sideBySideFromFilterToExport() throws IOException {
        driver.selectArticle(2);
        driver.screenshot(SCREENSHOTS, "readme-side-by-side", 1280, 800);
        assertThat(driver.robot().lookup("#article .label").queryAllAs(Label.class)).extracting(Label::getText)
                .as("what was proposed is told from what the model wrote itself")
                .contains("after the prompt");
        var orders = (ComboBox<Object>) driver.node("#article-order");
        driver.robot().interact(() -> orders.getSelectionModel().select(1));
        driver.robot().interact(() -> orders.getOnAction().handle(new javafx.event.ActionEvent()));
        driver.type("article-search", "the");
        int shown = ((TableView<?>) driver.node("#side-by-side")).getItems().size();
        assertThat(shown).isBetween(1, ROWS);
        Path file = FOLDER.resolve("headlines.csv");
        driver.dialogs().answer(file);
        driver.click("article-export");
        driver.await(PATIENCE, () -> Files.exists(file));
        assertThat(Files.readString(file)).contains("endToEndMillis");
        driver.type("article-search", " ");
    }

    @Test
    @Order(5)
    void fromComparisonToVerdict() {
        driver.page(Page.COMPARE);
        driver.await(PATIENCE, () -> driver.window().model().compare().result().get().isPresent());
        driver.settle();
        // Which of the stacks is faster on eight rows is up to the machine; what is said of it is not.
        List<Effect> judged = driver.window()
                .model()
                .compare()
                .result()
                .get()
                .orElseThrow()
                .comparisons()
                .compared()
                .stream()
                .flatMap(run -> Stream.of(Metric.END_TO_END, Metric.ROUGE_1).flatMap(metric -> run.of(metric).stream()))
                .toList();
        assertThat(judged).as("latency and quality of two stacks against the first").hasSize(4);
        assertThat(judged).filteredOn(effect -> effect.verdict().orElseThrow() != Verdict.NO_DIFFERENCE_SHOWN)
                .as("a word only where the interval allows it")
                .allMatch(effect -> effect.interval().orElseThrow().excludes(effect.metric().isLatency() ? 1 : 0)
                        && effect.adjustedPValue().orElseThrow() < 0.05);
        assertThat(driver.robot().lookup("#effects .tag").queryAllAs(Label.class)).extracting(Label::getText)
                .containsExactlyInAnyOrderElementsOf(judged.stream().map(ComparisonWords::verdict).toList());
        driver.screenshot(SCREENSHOTS, "readme-compare", 1280, 800);
    }

    @Test
    @Order(6)
    void fromEditorsVotesToTheirResult() {
        driver.page(Page.EDITOR);
        var editor = driver.window().model().editor();
        List<RunModel> runs = driver.window().experiment().runs();
        WindowDriver.onFx(() -> {
            editor.begin(runs.get(0), runs.get(1));
            return true;
        });
        driver.robot().interact(() -> driver.node("#page-editor-content").requestFocus());
        for (int article = 0; article < ROWS && WindowDriver.onFx(() -> editor.ballot().get().isPresent()); article++) {
            driver.robot().type(KeyCode.DIGIT1);
        }
        driver.await(PATIENCE, () -> editor.result().get().isPresent());
        var result = editor.result().get().orElseThrow();
        assertThat(result.identical() + result.preference().votes()).isEqualTo(ROWS);
        driver.settle();
        assertThat(driver.robot().lookup("#page-editor-content .label").queryAllAs(Label.class))
                .extracting(Label::getText)
                .anyMatch(text -> text.contains("A headline took"));
    }

    @Test
    @Order(7)
    void aDownloadOfflineIsRefusedInWords() {
        driver.page(Page.MODELS);
        driver.await(PATIENCE, () -> !driver.window().model().models().models().isEmpty());
        var model = driver.window().model().models();
        WindowDriver.onFx(() -> {
            model.pull(model.models().stream().filter(each -> each.id().equals(ABSENT)).findFirst().orElseThrow());
            return true;
        });
        driver.await(PATIENCE, () -> model.problem().get().isPresent());
        assertThat(model.problem().get().orElseThrow().message()).contains("127.0.0.1");
        assertThat(model.problem().get().orElseThrow().remedy()).isNotBlank();
    }

    private static RunSetup setup(String model, String stack) {
        return new RunSetup(model, DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU));
    }

    private static int samples() {
        Path file = FOLDER.resolve("runs.sqlite");
        if (!Files.exists(file)) {
            return 0;
        }
        try (var store = SqliteRunStore.open(file)) {
            return store.list().stream().mapToInt(run -> store.samples(run.id()).size()).sum();
        }
    }

    private static void clear() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(FOLDER);
    }
}
