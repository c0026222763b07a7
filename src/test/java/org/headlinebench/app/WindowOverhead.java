package org.headlinebench.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import org.testfx.util.WaitForAsyncUtils;

import org.headlinebench.DownloadedModel;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.experiment.ExperimentModel;

/**
 * What the open window costs a run: the same rows with and without it, in turn, and the ratio of latencies with its paired
 * interval. A program, not a test: {@code bench/window_overhead.sh} starts it on a quiet machine.
 */
final class WindowOverhead {
    private static final int ROUNDS = 6;
    private static final int ROWS = 20;

    /** Of the run measured last. */
    private static double cpuShare;

    private WindowOverhead() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        DownloadedModel.smolLm2();
        var folder = new AppFolder(Path.of("target/test-app").toAbsolutePath());
        var services = new Services(folder, Version.read(), Map.of(), folder.root(),
                Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
        List<List<Double>> without = new ArrayList<>();
        List<List<Double>> with = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            // The order turns round by round, so that a machine that grows faster or slower favours neither.
            if (round % 2 == 0) {
                without.add(timed("without", services, () -> withoutWindow(services)));
            }
            with.add(timed("with   ", services, () -> withWindow(services)));
            if (round % 2 == 1) {
                without.add(timed("without", services, () -> withoutWindow(services)));
            }
        }
        System.out.println("E2E with the window / without it, all samples: "
                + Bootstrap.STANDARD.ratioOfMeans(flat(with), flat(without)).orElseThrow());
        System.out.println("the same, each row's median over the rounds (a stall of the machine counts less): "
                + Bootstrap.STANDARD.ratioOfMeans(medians(with), medians(without)).orElseThrow());
        System.exit(0);
    }

    private static List<Double> timed(String name, Services services, Callable<Run> run) throws Exception {
        List<Double> latencies = latencies(services, run.call());
        System.out.printf(
                "%s: E2E mean %.0f ms, this process used %.1f %% of one core from the run's start to its end%n",
                name, latencies.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), 100 * cpuShare);
        return latencies;
    }

    private static <T> T watched(Callable<T> run) throws Exception {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = process.getProcessCpuTime();
        long start = System.nanoTime();
        T result = run.call();
        cpuShare = (double) (process.getProcessCpuTime() - before) / (System.nanoTime() - start);
        return result;
    }

    private static Run withoutWindow(Services services) throws Exception {
        var workload = Workloads.of(SampleNews.load(), RowSelection.range(1, ROWS), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.REFUSE, 25, 1);
        var setup = new RunSetup("smollm2-135m-instruct", DeviceId.CPU,
                Stack.parse("precision=float32,cache=dynamic", DeviceKind.CPU));
        return watched(() -> services.benchmark()
                .run(new Experiment("overhead", List.of(setup), workload), RunListener.NONE, new Cancellation())
                .getFirst());
    }

    private static Run withWindow(Services services) throws Exception {
        try (var driver = WindowDriver.open(
                services.window())) {
            driver.chooseModel("SmolLM2 135M Instruct");
            driver.type("rows", "1-" + ROWS);
            return watched(() -> {
                driver.run();
                // A test's way of waiting asks the window a hundred times a second.
                awaitEnd(driver.window().experiment());
                return driver.window().experiment().runs().getFirst().run().get().orElseThrow();
            });
        }
    }

    private static void awaitEnd(ExperimentModel experiment) throws Exception {
        var over = new CountDownLatch(1);
        WindowDriver.onFx(() -> experiment.running().subscribe(running -> {
            if (!running) {
                over.countDown();
            }
        }));
        if (!over.await(3, TimeUnit.MINUTES)) {
            throw new AssertionError("not over within 3 minutes");
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static List<Double> latencies(Services services, Run run) {
        return services.store().samples(run.id()).stream().map(sample -> sample.times().endToEndMillis()).toList();
    }

    private static double[] flat(List<List<Double>> rounds) {
        return rounds.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] medians(List<List<Double>> rounds) {
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> Percentiles.of(rounds.stream().mapToDouble(round -> round.get(row)).toArray(), 50))
                .toArray();
    }
}
