package org.headlinebench.ui.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.history.StoringBenchmark;
import org.headlinebench.ui.models.FakeModelStore;

/** The queue worked by its buttons while an experiment runs. */
@OneWindow
@Order(17)
class QueuePaneTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void whatIsAddedWaitsCanBeReorderedAndRemovedAndTheRestRuns(@TempDir Path folder) throws Exception {
        var history = FakeServices.history();
        // The first run lasts two minutes, unless it is cancelled: longer than what is clicked meanwhile.
        var benchmark = new StoringBenchmark(new FakeBenchmark(Duration.ofSeconds(1)), history.store());
        try (WindowDriver driver = WindowDriver.open(
                FakeServices.with(benchmark, history, new FakeModelStore(), folder))) {
            driver.type("rows", "1-120");
            driver.run();
            driver.type("rows", "1-2");
            for (String word : new String[]{"bfloat16", "float16"}) {
                driver.check("precision", "bfloat16", word.equals("bfloat16"));
                driver.check("precision", "float16", word.equals("float16"));
                driver.check("precision", "float32", false);
                int before = driver.window().model().queue().waiting().size();
                driver.await(Duration.ofSeconds(20), () -> !driver.node("#run").isDisabled());
                driver.click("run");
                driver.await(Duration.ofSeconds(20),
                        () -> driver.window().model().queue().waiting().size() == before + 1);
            }
            driver.await(Duration.ofSeconds(5), () -> driver.window().model().queue().waiting().size() == 2);
            driver.screenshot(SCREENSHOTS, "queue-light-1280x800", 1280, 800);
            var queue = driver.window().model().queue();
            String second = queue.waiting().get(1).id();
            driver.click("queue-up-1");
            driver.settle();
            assertThat(queue.waiting().getFirst().id()).isEqualTo(second);
            driver.click("queue-remove-1");
            driver.settle();
            driver.click("cancel");
            // Between the two experiments nothing runs either.
            driver.await(Duration.ofSeconds(20), () -> queue.waiting().isEmpty() && history.store().list().size() == 2
                    && !driver.window().experiment().running().get());
            assertThat(driver.window().experiment().runs()).extracting(run -> run.label())
                    .containsExactly("float16, dynamic cache");
            assertThat(history.store().list()).hasSize(2);
            Files.writeString(folder.resolve(history.store().list().getFirst().id() + ".log"), "worker: ready\n");
            assertThat(driver.window().model().log().read(history.store().list().getFirst().id()))
                    .contains("worker: ready\n");
        } finally {
            history.store().close();
        }
    }
}
