package org.headlinebench.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.WindowDriver;
import org.headlinebench.ui.WindowServices;

/**
 * What the open window costs a run: the same rows with and without it, in turn, and the ratio of latencies with its paired
 * interval. A program, not a test: {@code bench/window_overhead.sh} starts it on a quiet machine.
 */
final class WindowOverhead {
    private static final int ROUNDS = 3;
    private static final int ROWS = 20;

    private WindowOverhead() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        DownloadedModel.smolLm2();
        var folder = new AppFolder(Path.of("target/test-app").toAbsolutePath());
        var services = new Services(folder, Version.read(), Map.of(), folder.root(),
                Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            without.addAll(latencies(services, withoutWindow(services)));
            with.addAll(latencies(services, withWindow(services)));
        }
        System.out.println("E2E with the window / without it: "
                + Bootstrap.STANDARD.ratioOfMeans(array(with), array(without)).orElseThrow());
        System.exit(0);
    }

    private static Run withoutWindow(Services services) {
        var workload = Workloads.of(SampleNews.load(), RowSelection.range(1, ROWS), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.REFUSE, 25, 1);
        var setup = new RunSetup("smollm2-135m-instruct", DeviceId.CPU,
                Stack.parse("precision=float32,cache=dynamic", DeviceKind.CPU));
        return services.benchmark()
                .run(new Experiment("overhead", List.of(setup), workload), RunListener.NONE, new Cancellation())
                .getFirst();
    }

    private static Run withWindow(Services services) throws Exception {
        try (var driver = WindowDriver.open(
                new WindowServices(services.benchmark(), new WindowModels(services.library()), services.devices()))) {
            driver.chooseModel("SmolLM2 135M Instruct");
            driver.type("rows", "1-" + ROWS);
            driver.run();
            driver.awaitEnd(Duration.ofMinutes(3));
            return driver.window().experiment().runs().getFirst().run().get().orElseThrow();
        }
    }

    private static List<Double> latencies(Services services, Run run) {
        return services.store().samples(run.id()).stream().map(sample -> sample.times().endToEndMillis()).toList();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
