package org.headlinebench.ui;

import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.control.TableView;

import org.headlinebench.optimization.Axis;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.frame.Frames;

/**
 * The window's figures. A program, not a test: {@code bench/window.sh} starts it on a quiet machine. Arguments: seconds of
 * arriving samples, and how many samples memory is watched over.
 */
final class WindowFigures {
    private static final int SAMPLES_PER_SECOND = 200;
    private static final int RUNS = 8;
    private static final int SCROLLED_ROWS = 10_000;
    private static final double MEGABYTE = 1e6;
    /** So that samples are taken up as they come and none waits: what is watched is the window. */
    private static final Duration PAUSE = Duration.ofNanos(50_000);

    private WindowFigures() {}

    /** @param arguments seconds and samples */
    public static void main(String[] arguments) throws Exception {
        int seconds = Integer.parseInt(arguments[0]);
        int samples = Integer.parseInt(arguments[1]);
        try {
            if (seconds > 0) {
                arriving(seconds);
            }
            if (samples > 0) {
                heldAndScrolled(samples);
            }
        } finally {
            Platform.exit();
        }
    }

    private static void arriving(int seconds) throws Exception {
        int rows = seconds * SAMPLES_PER_SECOND;
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(
                new FakeBenchmark(Duration.ofNanos(1_000_000_000L / SAMPLES_PER_SECOND))));
                var beat = Executors.newSingleThreadScheduledExecutor()) {
            use(driver, rows, 1);
            driver.run();
            driver.click("show-speed");
            driver.settle();
            List<Long> held = new CopyOnWriteArrayList<>();
            beat.scheduleWithFixedDelay(() -> {
                long asked = System.nanoTime();
                Platform.runLater(() -> held.add(System.nanoTime() - asked));
            }, 0, 10, TimeUnit.MILLISECONDS);
            List<Long> frames = Collections.synchronizedList(new ArrayList<>());
            AnimationTimer timer = WindowDriver.onFx(() -> started(frames));
            driver.awaitEnd(Duration.ofSeconds(4L * seconds + 60));
            beat.shutdownNow();
            WindowDriver.onFx(() -> {
                timer.stop();
                return true;
            });
            say("samples arriving, %d in %d s: FX thread held up, ms (p50, p99, max): %s; frames, ms: %s", rows,
                    seconds, percentiles(held), percentiles(frames));
        }
    }

    private static void heldAndScrolled(int samples) throws Exception {
        int rows = Math.max(1, samples / RUNS);
        try (WindowDriver driver = WindowDriver.open(FakeServices.with(new FakeBenchmark(PAUSE)))) {
            use(driver, rows, RUNS);
            say("heap before: %.0f MB", heapMegabytes());
            driver.run();
            driver.await(Duration.ofSeconds(60), () -> driver.window().experiment().runs().size() == RUNS
                    && driver.window().experiment().runs().getFirst().count().get() > 0);
            say("heap with the articles and the first samples: %.0f MB", heapMegabytes());
            for (int run = 0; run < RUNS; run++) {
                RunModel model = WindowDriver.onFx(() -> driver.window().experiment().runs()).get(run);
                driver.await(Duration.ofSeconds(300), () -> model.state().get().isOver()
                        && model.figures().get().summary().filter(found -> found.samples() == rows).isPresent());
                say("heap after %d samples: %.0f MB", (run + 1) * rows, heapMegabytes());
            }
            driver.awaitEnd(Duration.ofSeconds(300));
            driver.await(Duration.ofSeconds(300), () -> driver.window()
                    .experiment()
                    .runs()
                    .stream()
                    .allMatch(
                            run -> run.figures().get().summary().filter(found -> found.samples() == rows).isPresent()));
            var table = (TableView<?>) driver.node("#side-by-side");
            List<Long> frames = Collections.synchronizedList(new ArrayList<>());
            List<Long> busy = Collections.synchronizedList(new ArrayList<>());
            long[] busyBefore = {-1};
            int scrolled = Math.min(rows, SCROLLED_ROWS);
            int[] place = {0};
            AnimationTimer scrolling = WindowDriver.onFx(() -> {
                AnimationTimer timer = timer(now -> {
                    long soFar = Frames.busyNanos();
                    if (busyBefore[0] >= 0) {
                        busy.add(soFar - busyBefore[0]);
                    }
                    busyBefore[0] = soFar;
                    table.scrollTo(place[0] = (place[0] + 17) % scrolled);
                }, frames);
                timer.start();
                return timer;
            });
            TimeUnit.SECONDS.sleep(8);
            WindowDriver.onFx(() -> {
                scrolling.stop();
                return true;
            });
            say("scrolling %d articles, %d runs: frames, ms (p50, p99, max): %s; FX thread's processor time of each: %s",
                    scrolled, RUNS, percentiles(frames), percentiles(busy));
        }
    }

    private static void use(WindowDriver driver, int rows, int runs) throws Exception {
        Path news = Files.createTempFile("window-figures", ".jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(news)) {
            for (int row = 1; row <= rows; row++) {
                out.write("""
                        {"headline": "Town %d Opens A Library", "category": "TEST", "short_description": \
                        "The town number %d has opened a library with %d books after years of waiting for it."}
                        """.formatted(row, row, row * 7));
            }
        }
        WindowDriver.onFx(() -> {
            var setup = driver.window().setup();
            setup.workload().datasets().useFile(news);
            setup.workload().rows().set("1-" + rows);
            if (runs > 1) {
                for (String word : List.of("bfloat16", "float16")) {
                    setup.stacks().check(Axis.PRECISION, word, true);
                }
                for (String word : List.of("none", "static")) {
                    setup.stacks().check(Axis.CACHE, word, true);
                }
                while (setup.stacks().stacks().size() > runs) {
                    setup.stacks().remove(setup.stacks().stacks().getLast());
                }
            }
            return true;
        });
        driver.await(Duration.ofSeconds(60),
                () -> driver.window().setup().workload().rowsSummary().get().startsWith("%,d row".formatted(rows)));
    }

    private static AnimationTimer started(List<Long> frames) {
        AnimationTimer timer = timer(_ -> {}, frames);
        timer.start();
        return timer;
    }

    private static AnimationTimer timer(LongConsumer each, List<Long> frames) {
        return new AnimationTimer() {
            private long before = -1;

            @Override
            public void handle(long now) {
                long time = System.nanoTime();
                if (before >= 0) {
                    frames.add(time - before);
                }
                before = time;
                each.accept(now);
            }
        };
    }

    private static double heapMegabytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    private static String percentiles(List<Long> nanos) {
        double[] sorted = nanos.stream().mapToDouble(value -> value / 1e6).sorted().toArray();
        return sorted.length == 0
                ? "none"
                : "%.1f, %.1f, %.1f (%d)".formatted(sorted[sorted.length / 2], sorted[sorted.length * 99 / 100],
                        sorted[sorted.length - 1], sorted.length);
    }

    private static void say(String words, Object... values) {
        System.getLogger(WindowFigures.class.getName()).log(System.Logger.Level.INFO, words.formatted(values));
    }
}
