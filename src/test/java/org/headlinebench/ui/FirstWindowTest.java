package org.headlinebench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelReader;
import javafx.scene.paint.Color;
import javafx.stage.WindowEvent;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.theme.Theme;

/** The window with a test double of the benchmark, worked by its controls. */
@OneWindow
@Order(4)
class FirstWindowTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void fromModelChoiceToFilledTableAndCharts() throws Exception {
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(10))))) {
            driver.screenshots(SCREENSHOTS, "empty");
            driver.chooseModel("SmolLM2 135M Instruct");
            driver.check("precision", "float32", true);
            driver.check("precision", "bfloat16", true);
            driver.check("cache", "static", true);
            driver.type("rows", "1-50");
            driver.run();
            driver.await(Duration.ofSeconds(20), () -> driver.window().experiment().runs().size() == 4
                    && driver.window().experiment().runs().get(1).count().get() > 20);
            driver.settle();
            driver.screenshot(SCREENSHOTS, "running-light-1280x800", 1280, 800);
            driver.awaitEnd(Duration.ofSeconds(60));

            List<RunModel> runs = driver.window().experiment().runs();
            assertThat(runs).allMatch(run -> run.state().get() == RunState.FINISHED && run.count().get() == 50);
            assertThat(runs).allMatch(run -> run.figures().get().summary().orElseThrow().samples() == 50);
            for (int generated = 4; generated < 8; generated++) {
                assertThat(driver.column(generated)).hasSize(50).noneMatch(String::isBlank);
            }
            driver.selectArticle(2);
            for (String chart : List.of("latency", "memory", "rouge")) {
                assertThat(colours(driver, chart)).as(chart).isGreaterThan(4);
            }
            assertThat(driver.drawnMemoryReadings()).isEqualTo(runs.stream().map(run -> run.memory().size()).toList());
            driver.screenshots(SCREENSHOTS, "finished");
            driver.screenshot(SCREENSHOTS, "finished-light-1000x700", 1000, 700);
            for (String chart : List.of("speed", "acceptance", "machine", "time")) {
                driver.click("show-" + chart);
            }
            driver.settle();
            driver.screenshot(SCREENSHOTS, "all-charts-light-1280x800", 1280, 800);
            driver.screenshot(SCREENSHOTS, "all-charts-light-1920x1080", 1920, 1080);
            assertThat(colours(driver, "machine")).isGreaterThan(2);
            for (String chart : List.of("acceptance", "time")) {
                driver.click("show-" + chart);
            }
            driver.robot()
                    .interact(() -> ((MenuButton) driver.node("#menu-latency")).getItems()
                            .stream()
                            .filter(item -> "chart-menu-pin".equals(item.getId()))
                            .forEach(MenuItem::fire));
            driver.await(Duration.ofSeconds(5), () -> driver.window().model().pins().charts().size() == 1);
            driver.settle();
            driver.screenshot(SCREENSHOTS, "pinned-light-1280x800", 1280, 800);
            driver.click("latency-HISTOGRAM");
            driver.settle();
            driver.screenshot(SCREENSHOTS, "histogram-light-1280x800", 1280, 800);
            driver.click("legend-2");
            driver.settle();
            assertThat(driver.drawnMemoryReadings()).hasSize(3);
            driver.click("legend-2");
            driver.click("latency-DISTRIBUTION");
            assertThat(((ToggleButton) driver.node("#latency-DISTRIBUTION")).isSelected()).isTrue();
            driver.settle();
            driver.screenshot(SCREENSHOTS, "distribution-light-1280x800", 1280, 800);
        }
    }

    @Test
    void proposedTokensAreShownWithTheRunAndItsArticles() throws Exception {
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(5))))) {
            driver.check("decoding", "prompt-lookup", true);
            driver.type("decoding-prompt-lookup-parameters", "ngram=0");
            assertThat(driver.node("#run").isDisabled()).isTrue();
            driver.type("decoding-prompt-lookup-parameters", "ngram=2, tokens=5");
            driver.type("rows", "1-12");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));
            driver.selectArticle(2);
            assertThat(driver.window().experiment().runs()).extracting(RunModel::label)
                    .containsExactly("float32, dynamic cache",
                            "float32, dynamic cache, prompt-lookup(2,5)");
            assertThat(driver.robot().lookup("#runs .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .anyMatch(text -> text.endsWith("60 % accepted"))
                    .anyMatch(text -> text.equals("1.75/pass"));
            assertThat(driver.robot().lookup("#article .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .anyMatch(text -> text.startsWith("6 of 10 proposed tokens accepted · 8 target passes"));
            driver.screenshots(SCREENSHOTS, "proposing");
        }
    }

    @Test
    void aFailedRunSaysWhyInWordsAndTheOthersGoOn() throws Exception {
        var benchmark = new FakeBenchmark(Duration.ofMillis(5), OptionalInt.of(1));
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(benchmark))) {
            driver.check("cache", "none", true);
            driver.type("rows", "1-12");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));
            List<RunModel> runs = driver.window().experiment().runs();
            assertThat(runs).extracting(run -> run.state().get()).containsExactly(RunState.FAILED, RunState.FINISHED);
            assertThat(driver.robot().lookup("#failures .label").queryAllAs(Label.class))
                    .extracting(Label::getText)
                    .anyMatch(text -> text.contains("memory ran out"))
                    .anyMatch(text -> text.contains("Choose a smaller model"));
            driver.type("rows", "5-2");
            for (Theme theme : Theme.values()) {
                driver.show(theme);
                driver.screenshot(SCREENSHOTS, "failed-" + theme.name().toLowerCase() + "-1280x800", 1280, 800);
            }
            assertThat(driver.node("#run").isDisabled()).isTrue();
        }
    }

    @Test
    void closingDuringARunAsksAndThenCancelsIt() throws Exception {
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofSeconds(2))))) {
            driver.run();
            Platform.runLater(() -> driver.window()
                    .stage()
                    .fireEvent(new WindowEvent(driver.window().stage(),
                            WindowEvent.WINDOW_CLOSE_REQUEST)));
            driver.await(Duration.ofSeconds(10), () -> driver.robot().lookup("#close-question").tryQuery().isPresent());
            assertThat(driver.window().stage().isShowing()).isTrue();
            driver.robot().clickOn("Cancel the run and close");
            driver.await(Duration.ofSeconds(10), () -> !driver.window().stage().isShowing());
            assertThat(driver.window().experiment().runs().getFirst().state().get()).isEqualTo(RunState.CANCELLED);
        }
    }

    /** How many different strong colours a chart shows: lines in several of them, not only axes and ground. */
    private static long colours(WindowDriver driver, String chart) {
        return WindowDriver.onFx(() -> {
            var image = driver.node("#chart-" + chart).lookup(".chart-picture").snapshot(null, null);
            PixelReader pixels = image.getPixelReader();
            var seen = new java.util.HashSet<Integer>();
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    Color colour = pixels.getColor(x, y);
                    if (colour.getSaturation() > 0.5) {
                        seen.add((int) (colour.getHue() / 15) * 10 + (int) (colour.getBrightness() * 5));
                    }
                }
            }
            return (long) seen.size();
        });
    }
}
