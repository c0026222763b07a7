package org.headlinebench.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.tracking.FakeMlflow;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.models.FakeModelStore;
import org.headlinebench.ui.page.Page;

/** Past runs worked by the page's controls, over a real run store. */
@OneWindow
@Order(11)
class HistoryPageTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void fromMeasuringToFindingNamingDeletingExportingAndOpeningAgain(@TempDir Path folder) throws Exception {
        var history = FakeServices.history();
        var benchmark = new StoringBenchmark(new FakeBenchmark(Duration.ofMillis(2)), history.store());
        try (WindowDriver driver = WindowDriver.open(
                FakeServices.with(benchmark, history, new FakeModelStore(), folder))) {
            driver.page(Page.RUNS);
            driver.screenshot(SCREENSHOTS, "runs-empty-light-1280x800", 1280, 800);
            driver.page(Page.BENCH);
            driver.check("precision", "bfloat16", true);
            driver.check("cache", "none", true);
            driver.type("rows", "1-8");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));
            driver.page(Page.RUNS);
            assertThat(shown(driver).getItems()).hasSize(4);

            driver.type("history-search", "bfloat16 no cache");
            assertThat(shown(driver).getItems()).hasSize(1);
            driver.robot().interact(() -> shown(driver).getSelectionModel().select(0));
            driver.settle();
            driver.type("history-name", "Without a cache");
            driver.type("history-tags", "paper, night");
            driver.click("history-save");
            driver.type("history-search", "night");
            assertThat(shown(driver).getItems()).extracting(entry -> entry.label().name())
                    .containsExactly("Without a cache");
            driver.robot().interact(() -> shown(driver).getSelectionModel().select(0));
            driver.pageScreenshots(SCREENSHOTS, "runs");

            sendingIsOfferedAndANonsenseAddressSaysSo(driver);
            driver.robot().interact(() -> shown(driver).requestFocus()).type(KeyCode.DELETE);
            driver.await(Duration.ofSeconds(5), () -> driver.window().model().history().all().size() == 3);
            driver.settle();
            driver.click("history-undo");
            driver.await(Duration.ofSeconds(5), () -> driver.window().model().history().all().size() == 4);

            driver.robot().interact(() -> shown(driver).getSelectionModel().select(0));
            Path file = folder.resolve("one.json");
            driver.dialogs().answer(file);
            driver.click("history-export");
            driver.await(Duration.ofSeconds(5), () -> Files.exists(file));

            driver.click("history-open");
            driver.await(Duration.ofSeconds(5),
                    () -> driver.window().model().navigation().page().get() == Page.BENCH);
            driver.settle();
            assertThat(driver.window().experiment().runs()).hasSize(4);
            assertThat(driver.window().experiment().runs()).anyMatch(run -> run.label().equals("Without a cache"));
            assertThat(driver.column(4)).hasSize(8).noneMatch(String::isBlank);
        } finally {
            history.store().close();
        }
    }

    private static void sendingIsOfferedAndANonsenseAddressSaysSo(WindowDriver driver) throws Exception {
        driver.click("history-send");
        driver.await(Duration.ofSeconds(5), () -> driver.robot().lookup("#send-address").tryQuery().isPresent());
        assertThat(driver.node("#send-send").isDisabled()).as("without an address").isTrue();
        driver.type("send-address", "my server");
        assertThat(((Label) driver.node("#send-mistake")).getText()).startsWith("That is no address");
        try (var mlflow = new FakeMlflow()) {
            driver.type("send-address", mlflow.address());
            driver.click("send-send");
            driver.await(Duration.ofSeconds(20), () -> driver.window().model().send().notice().get().isPresent());
            driver.settle();
            driver.shot("send", SCREENSHOTS, driver.node("#send").getScene());
            assertThat(mlflow.count()).isEqualTo(1);
        }
        driver.robot().clickOn("Close");
        driver.settle();
    }

    @SuppressWarnings("unchecked")
    private static TableView<Entry> shown(WindowDriver driver) {
        return (TableView<Entry>) driver.node("#history");
    }
}
