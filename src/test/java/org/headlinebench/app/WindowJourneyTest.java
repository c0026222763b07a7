package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.headlinebench.DownloadedModel;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.theme.Theme;

/** The window as a user has it: a real model, real workers, the real run store. */
class WindowJourneyTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void fromModelChoiceToTheFilledTableWithARealModel() throws Exception {
        DownloadedModel.smolLm2();
        var folder = new AppFolder(Path.of("target/test-app").toAbsolutePath());
        var services = new Services(folder, Version.read(), Map.of(), folder.root(),
                Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
        try (var store = services.store();
                var driver = WindowDriver.open(services.window())) {
            driver.chooseModel("SmolLM2 135M Instruct");
            driver.check("precision", "bfloat16", true);
            driver.check("cache", "static", true);
            driver.type("rows", "1-6");
            driver.run();
            driver.awaitEnd(Duration.ofMinutes(4));

            List<RunModel> runs = driver.window().experiment().runs();
            assertThat(runs).hasSize(4).allSatisfy(run -> {
                assertThat(run.state().get()).isEqualTo(RunState.FINISHED);
                assertThat(run.samples()).hasSize(6);
                assertThat(store.samples(run.run().get().orElseThrow().id())).hasSize(6);
                assertThat(store.memory(run.run().get().orElseThrow().id())).isNotEmpty();
            });
            for (int generated = 4; generated < 8; generated++) {
                assertThat(driver.column(generated)).hasSize(6).noneMatch(String::isBlank);
            }
            driver.selectArticle(1);
            for (Theme theme : Theme.values()) {
                driver.show(theme);
                driver.screenshot(SCREENSHOTS, "real-" + theme.name().toLowerCase() + "-1600x1000", 1600, 1000);
            }
        }
    }
}
