package org.headlinebench.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.history.StoringBenchmark;
import org.headlinebench.ui.models.FakeModelStore;
import org.headlinebench.ui.page.Page;

/** From a run over the comparison to blind votes, by the pages' controls. */
@OneWindow
@Order(13)
class EditorPageTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void runsAreComparedAndVotedAboutAndBothSayHowSureTheyAre(@TempDir Path folder) throws Exception {
        var history = FakeServices.history();
        var benchmark = new StoringBenchmark(new FakeBenchmark(Duration.ofMillis(2)), history.store());
        try (WindowDriver driver = WindowDriver.open(
                FakeServices.with(benchmark, history, new FakeModelStore(), folder))) {
            driver.check("precision", "bfloat16", true);
            driver.check("cache", "none", true);
            driver.type("rows", "1-35");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));
            driver.page(Page.COMPARE);
            driver.await(Duration.ofSeconds(20), () -> driver.window().model().compare().result().get().isPresent());
            driver.settle();
            assertThat(driver.robot().lookup("#page-compare-content .label").queryAllAs(Label.class))
                    .extracting(Label::getText)
                    .contains("faster", "Edge device")
                    .anyMatch(text -> text.startsWith("E2E latency: 0.") && text.contains(", faster"))
                    .anyMatch(text -> text.startsWith("ROUGE-1"))
                    .anyMatch(text -> text.startsWith("bfloat16, dynamic cache: model size"));
            driver.pageScreenshots(SCREENSHOTS, "compare");
            driver.page(Page.EDITOR);
            driver.click("vote-begin");
            driver.settle();
            driver.pageScreenshots(SCREENSHOTS, "editor");
            assertThat(driver.robot().lookup("#page-editor-content .label").queryAllAs(Label.class))
                    .extracting(Label::getText)
                    .as("blind")
                    .noneMatch(text -> text.equals("bfloat16, dynamic cache"));
            driver.robot().interact(() -> driver.node("#page-editor-content").requestFocus());
            driver.robot()
                    .type(KeyCode.DIGIT1)
                    .type(KeyCode.DIGIT2)
                    .type(KeyCode.DIGIT0)
                    .type(KeyCode.BACK_SPACE)
                    .type(KeyCode.DIGIT1)
                    .type(KeyCode.DIGIT1)
                    .type(KeyCode.DIGIT2);
            driver.await(Duration.ofSeconds(5), () -> driver.window().model().editor().result().get().isPresent());
            driver.settle();
            assertThat(driver.window().model().editor().result().get().orElseThrow().preference().votes()).isEqualTo(5);
            assertThat(driver.robot().lookup("#page-editor-content .label").queryAllAs(Label.class))
                    .extracting(Label::getText)
                    .anyMatch(text -> text.contains("95 % interval"))
                    .anyMatch(text -> text.startsWith("30 articles got the same headline"));
            driver.pageScreenshots(SCREENSHOTS, "editor-result");
        } finally {
            history.store().close();
        }
    }
}
