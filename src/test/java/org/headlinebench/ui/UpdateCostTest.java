package org.headlinebench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javafx.application.Platform;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What updates cost the FX thread, in its own processor time: a busy machine changes nothing about that. */
@OneWindow
@Order(27)
class UpdateCostTest {
    private static final int ROWS = 1_200;
    private static final int WARM_UP_SAMPLES = 400;
    private static final long LIMIT_MILLIS = 100;

    @Test
    void twoHundredSamplesASecondNeverHoldUpTheWindow(@TempDir Path folder) throws Exception {
        Path news = Files.writeString(folder.resolve("news.jsonl"), news());
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(Duration.ofMillis(5))));
                ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor()) {
            WindowDriver.onFx(() -> {
                driver.window().setup().workload().datasets().useFile(news);
                driver.window().setup().workload().rows().set("1-" + ROWS);
                return true;
            });
            driver.await(Duration.ofSeconds(20),
                    () -> driver.window().setup().workload().rowsSummary().get().equals("1,200 rows"));
            driver.run();
            driver.await(Duration.ofSeconds(60), () -> !driver.window().experiment().runs().isEmpty()
                    && driver.window().experiment().runs().getFirst().count().get() >= WARM_UP_SAMPLES);
            List<Long> busyMillis = new CopyOnWriteArrayList<>();
            long[] before = {-1};
            beat.scheduleWithFixedDelay(() -> Platform.runLater(() -> {
                long now = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                if (before[0] >= 0) {
                    busyMillis.add((now - before[0]) / 1_000_000);
                }
                before[0] = now;
            }), 0, 10, TimeUnit.MILLISECONDS);
            driver.awaitEnd(Duration.ofSeconds(120));
            beat.shutdown();
            System.getLogger(UpdateCostTest.class.getName())
                    .log(System.Logger.Level.INFO, "FX thread busy per beat, ms (p50, p99, max): {0}",
                            percentiles(busyMillis));
            assertThat(driver.window().experiment().runs().getFirst().count().get()).isEqualTo(ROWS);
            assertThat(busyMillis).as("heart beats").hasSizeGreaterThan(100);
            assertThat(Collections.max(busyMillis)).as("FX thread busy, ms: %s", percentiles(busyMillis))
                    .isLessThan(LIMIT_MILLIS);
        }
    }

    private static String percentiles(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.toString(new long[]{sorted[sorted.length / 2], sorted[sorted.length * 99 / 100],
            sorted[sorted.length - 1]});
    }

    private static String news() {
        return IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> """
                        {"headline": "Town %d Opens A Library", "category": "TEST", "short_description": \
                        "The town number %d has opened a library with %d books after years of waiting for it."}
                        """.formatted(row, row, row * 7))
                .collect(Collectors.joining());
    }
}
