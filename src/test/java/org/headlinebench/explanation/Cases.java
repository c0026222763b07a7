package org.headlinebench.explanation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.optimization.Stack;

/** Runs with the facts that a rule looks at. */
final class Cases {
    static final long READ_BYTES = 80_000_000;
    private static final String BANDWIDTH = "1e10";
    private static final int SAMPLES = 8;
    private static final int TOKENS = 10;
    private static final Bootstrap QUICK = new Bootstrap(200, 0.95, 1);

    private Cases() {}

    /** A finished run: a token takes a tenth of {@code millis}, the device copies 10 GB/s. */
    record Case(String stack, double millis, long readBytes, List<String> facts, Optional<Speculation> speculation,
            int firstToken) {
        Case(String stack, double millis, long readBytes, String... facts) {
            this(stack, millis, readBytes, List.of(facts), Optional.empty(), 1);
        }

        Case with(Speculation counts) {
            return new Case(stack, millis, readBytes, facts, Optional.of(counts), firstToken);
        }

        Case writing(int otherFirstToken) {
            return new Case(stack, millis, readBytes, facts, speculation, otherFirstToken);
        }

        Run run(int ordinal) {
            var workload = new WorkloadIdentity("sample", "ab", "1-8", SAMPLES, 0, "reference", "first-line/1", "stop",
                    "refuse", 25, 1, "cd");
            return Run.queued(new RunId("run-" + ordinal), "experiment", ordinal,
                    new RunSetup("headline-student", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)), workload,
                    Instant.EPOCH)
                    .started(Instant.EPOCH)
                    .with(new LoadReport(1, 1, 2, true, 1, readBytes, 2, facts))
                    .with(Map.of(Run.BANDWIDTH_BYTES_PER_SECOND, BANDWIDTH))
                    .finished(Instant.EPOCH, millis * SAMPLES);
        }

        List<Sample> samples() {
            var samples = new ArrayList<Sample>();
            for (int position = 1; position <= SAMPLES; position++) {
                double end = millis * (1 + 0.01 * (position % 3));
                List<Double> tokens = IntStream.rangeClosed(1, TOKENS).mapToObj(i -> end * i / TOKENS).toList();
                samples.add(new Sample(position, position, 1, "", "d", "A headline", "Headline", "Headline",
                        FinishReason.LENGTH, 40, 0,
                        IntStream.range(firstToken, firstToken + TOKENS).boxed().toList(),
                        new SampleTimes(0, end / TOKENS, end, 0, end, tokens),
                        Rouge.plain().score("A headline", "Headline"), speculation));
            }
            return samples;
        }
    }

    static Evidence evidence(Case run, Case baseline) {
        return Evidence.of(run.run(2), run.samples(), baseline.run(1), baseline.samples(), QUICK).orElseThrow();
    }

    static List<String> rules(Case run, Case baseline) {
        return Explanations.of(evidence(run, baseline)).stream().map(Explanation::rule).toList();
    }
}
