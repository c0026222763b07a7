package org.headlinebench.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;

import org.junit.jupiter.api.Test;

import org.headlinebench.optimization.Execution;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.OneWindow;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.theme.Theme;

/** Choosing stacks and topologies by the setup panel's controls. */
@OneWindow
class StackChoiceTest {
    private static final Path SCREENSHOTS = Path
            .of(System.getProperty("headlinebench.screenshots", "target/screenshots"));

    @Test
    void aRefusedStackOffersTheNearestAndTopologiesAreDrawnOnTheMachine() throws Exception {
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(5))))) {
            var stacks = driver.window().setup().stacks();
            driver.check("execution", "cuda-graph", true);
            driver.check("topology", "tp", true);
            driver.await(Duration.ofSeconds(5), () -> driver.robot().lookup("#apply-1").tryQuery().isPresent());
            assertThat(driver.node("#run").isDisabled()).isTrue();
            assertThat(driver.robot().lookup("#topology-picture .label").queryAllAs(Label.class))
                    .extracting(Label::getText)
                    .contains("simulated", "1.1", "1.2", "whole model");
            for (Theme theme : Theme.values()) {
                driver.robot().interact(() -> driver.window().theme().choose(theme));
                driver.screenshot(SCREENSHOTS, "choosing-" + theme.name().toLowerCase() + "-1280x1700", 1280, 1700);
            }
            while (driver.robot()
                    .lookup(node -> node instanceof Hyperlink && String.valueOf(node.getId())
                            .startsWith("apply-"))
                    .tryQuery()
                    .isPresent()) {
                Hyperlink apply = driver.robot()
                        .lookup(node -> node instanceof Hyperlink && String.valueOf(node.getId()).startsWith("apply-"))
                        .query();
                driver.robot().interact(apply::fire);
                driver.settle();
            }
            assertThat(stacks.stacks()).isNotEmpty().allMatch(stack -> stack.execution() == Execution.EAGER);
            driver.await(Duration.ofSeconds(5), () -> !driver.node("#run").isDisabled());
        }
    }
}
