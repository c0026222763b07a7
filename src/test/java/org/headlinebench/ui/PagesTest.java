package org.headlinebench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.ui.history.StoringBenchmark;
import org.headlinebench.ui.models.FakeModelStore;
import org.headlinebench.ui.page.Page;

/** The pages beside the bench and the runs, reached by their shortcuts and worked by their controls. */
@OneWindow
@Order(12)
class PagesTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    @SuppressWarnings("unchecked")
    void aTextIsTriedAModelFetchedAndThisMachineTested(@TempDir Path folder) throws Exception {
        var history = FakeServices.history();
        var benchmark = new StoringBenchmark(new FakeBenchmark(Duration.ofMillis(5)), history.store());
        var models = new FakeModelStore();
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(benchmark, history, models, folder))) {
            driver.check("cache", "none", true);
            driver.page(Page.TRY);
            assertThat(driver.node("#try-write").isDisabled()).isTrue();
            driver.type("try-text", "The harbour has reopened after nine days of storms");
            driver.click("try-write");
            driver.await(Duration.ofSeconds(10), () -> history.store().list().size() == 2
                    && !driver.window().model().trial().experiment().running().get());
            driver.settle();
            assertThat(((Label) driver.node("#try-stacks")).getText())
                    .isEqualTo("float32, dynamic cache\nfloat32, no cache");
            for (int run = 1; run <= 2; run++) {
                assertThat(((Label) driver.node("#try-result-" + run)).getText()).startsWith("The harbour");
            }
            driver.pageScreenshots(SCREENSHOTS, "try");

            driver.page(Page.MODELS);
            driver.pageScreenshots(SCREENSHOTS, "models");
            driver.click("inspect-small");
            driver.settle();
            driver.robot().interact(() -> {
                var tree = (javafx.scene.control.TreeTableView<?>) driver.node("#inspector-tree");
                for (int row = 0; row < tree.getExpandedItemCount(); row++) {
                    tree.getTreeItem(row).setExpanded(true);
                }
                tree.getSelectionModel().select(3);
            });
            driver.settle();
            assertThat(driver.robot().lookup("#inspector .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .contains("25 % exact zeros (sparsity)");
            driver.robot()
                    .interact(() -> ((javafx.scene.control.ComboBox<String>) driver.node("#inspector-stack"))
                            .setValue("quantize=int4(64)"));
            driver.await(Duration.ofSeconds(10),
                    () -> driver.robot().lookup("#inspector-histogram-after").tryQuery().isPresent());
            assertThat(driver.robot().lookup("#inspector .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .contains("50 % exact zeros (sparsity)")
                    .anyMatch(text -> text.startsWith("Each value changed by 0.1000"));
            driver.pageScreenshots(SCREENSHOTS, "inspector");
            driver.click("inspector-back");
            driver.settle();
            driver.click("pull-gated");
            driver.await(Duration.ofSeconds(10), () -> driver.robot().lookup("#use-gated").tryQuery().isPresent());
            driver.settle();
            driver.click("delete-gated");
            driver.await(Duration.ofSeconds(5), () -> driver.robot().lookup("#delete-question").tryQuery().isPresent());
            driver.robot().clickOn("OK");
            driver.await(Duration.ofSeconds(10), () -> driver.robot().lookup("#pull-gated").tryQuery().isPresent());
            models.goOffline();
            driver.settle();
            driver.click("pull-gated");
            driver.await(Duration.ofSeconds(10),
                    () -> driver.window().model().models().problem().get().isPresent());
            driver.settle();
            assertThat(driver.robot().lookup("#notice .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .anyMatch(text -> text.contains("cannot be reached"));
            driver.click("use-small");
            assertThat(driver.window().model().navigation().page().get()).isEqualTo(Page.BENCH);

            driver.page(Page.SYSTEM);
            driver.click("self-test");
            driver.await(Duration.ofSeconds(10),
                    () -> driver.window().model().system().report().get().contains("3 runs"));
            driver.settle();
            driver.pageScreenshots(SCREENSHOTS, "system");
        } finally {
            history.store().close();
        }
    }

    @Test
    void theFirstStartOffersAnExperimentAndTheKeysAreListed(@TempDir Path folder) throws Exception {
        var history = FakeServices.history();
        var benchmark = new StoringBenchmark(new FakeBenchmark(Duration.ofMillis(2)), history.store());
        try (WindowDriver driver = WindowDriver.open(
                FakeServices.with(benchmark, history, new FakeModelStore(), folder))) {
            driver.click("first-run");
            driver.await(Duration.ofSeconds(20), () -> history.store().list().size() == 2
                    && !driver.window().experiment().running().get());
            assertThat(driver.window().experiment().runs()).extracting(run -> run.label())
                    .containsExactly("float32, no cache", "float32, dynamic cache");
            assertThat(driver.window().experiment().runs()).allMatch(run -> run.count().get() == 10);
            driver.robot().type(KeyCode.F1);
            driver.await(Duration.ofSeconds(5), () -> driver.robot().lookup("#cheat-sheet").tryQuery().isPresent());
            assertThat(driver.robot().lookup("#cheat-sheet .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .contains("Show the page Runs", "Cancel what is being measured");
            driver.robot().clickOn("Close");
        } finally {
            history.store().close();
        }
    }
}
