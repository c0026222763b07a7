package org.headlinebench.ui.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
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

/** From measured runs to a recommendation and a report, by the page's controls. */
@OneWindow
@Order(16)
class ReportPageTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void scenariosAreEditedAdviceIsGivenAndTheReportIsWritten(@TempDir Path folder) throws Exception {
        var history = FakeServices.history();
        var benchmark = new StoringBenchmark(new FakeBenchmark(Duration.ofMillis(1)), history.store());
        try (WindowDriver driver = WindowDriver.open(
                FakeServices.with(benchmark, history, new FakeModelStore(), folder))) {
            ReportModel model = driver.window().model().report();
            driver.page(Page.REPORT);
            assertThat(driver.node("#report-write").isDisabled()).isTrue();
            driver.page(Page.BENCH);
            driver.check("cache", "none", true);
            driver.type("rows", "1-8");
            driver.run();
            driver.awaitEnd(Duration.ofSeconds(30));

            driver.page(Page.REPORT);
            driver.type("report-price", "0.35");
            driver.click("report-recommend");
            driver.await(Duration.ofSeconds(20), () -> !model.recommended().get().isEmpty());
            driver.settle();
            assertThat(model.recommended().get()).hasSizeGreaterThan(3)
                    .allSatisfy(each -> assertThat(each.advice()).isNotBlank());
            driver.pageScreenshots(SCREENSHOTS, "report");

            driver.page(Page.BENCH);
            driver.settle();
            for (String chart : List.of("latency", "rouge")) {
                WindowDriver.onFx(() -> {
                    ((MenuButton) driver.node("#menu-" + chart)).getItems()
                            .stream()
                            .filter(item -> "chart-menu-pin".equals(item.getId()))
                            .forEach(MenuItem::fire);
                    return null;
                });
            }
            driver.await(Duration.ofSeconds(5), () -> history.store().pins().all().size() == 2);
            driver.page(Page.REPORT);

            Path file = folder.resolve("report.pdf");
            driver.dialogs().answer(file);
            driver.click("report-write");
            driver.await(Duration.ofSeconds(20), () -> Files.exists(file) && !model.busy().get());
            try (var pdf = Loader.loadPDF(file.toFile())) {
                assertThat(new PDFTextStripper().getText(pdf)).contains("Pinned charts", "Runs 1, 2.", "lead-15");
            }
            driver.settle();
            assertThat(driver.robot().lookup("#notice .label").queryAllAs(Label.class)).extracting(Label::getText)
                    .anyMatch(text -> text.contains("report on 2 runs"));

            WindowDriver.onFx(() -> {
                ((TextArea) driver.node("#scenarios")).setText("version: 1\nscenarios:\n  - {id: mine, optimize: "
                        + "speed}\n");
                return null;
            });
            driver.click("report-recommend");
            driver.settle();
            assertThat(model.problem().get().orElseThrow().message()).contains("unknown quantity 'speed'");
            driver.click("scenarios-reset");
            driver.type("report-price", "much");
            driver.click("report-recommend");
            assertThat(model.problem().get().orElseThrow().text()).contains("Price per device hour is \"much\"")
                    .contains("leave the field empty");
        } finally {
            history.store().close();
        }
    }
}
