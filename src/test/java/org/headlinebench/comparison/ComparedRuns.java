package org.headlinebench.comparison;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.optimization.Stack;

/** Finished runs with drawn samples, for tests of what is made of runs. */
public final class ComparedRuns {
    public static final Instant CREATED = Instant.parse("2026-11-22T19:45:12Z");
    public static final WorkloadIdentity WORKLOAD = new WorkloadIdentity("sample", "ab", "1-50", 50, 0, "reference",
            "first-line/1", "newline/1", "refuse/1", 25, 1, "cd");

    private static final List<String> WORDS = List.of("city", "council", "votes", "to", "open", "new", "bridge",
            "after",
            "storm", "hits", "coast", "as", "voters", "head", "for", "polls");
    private static final List<String> CATEGORIES = List.of("POLITICS", "SCIENCE", "SPORTS");

    private ComparedRuns() {}

    /** A finished run of that stack. */
    public static Run finished(String id, int ordinal, String stack) {
        return finished(id, ordinal, stack, WORKLOAD);
    }

    public static Run finished(String id, int ordinal, String stack, WorkloadIdentity workload) {
        return queued(id, ordinal, stack, workload).started(CREATED.plusSeconds(60))
                .with(new LoadReport(812.5, 1200, 2, true, 134_515_008, 269_030_016, 2, List.of("cache: as asked")))
                .with(new MemoryUse(269_030_016, 0, 1_048_576, OptionalLong.of(90_000_000),
                        OptionalLong.of(400_000_000), OptionalLong.of(410_000_000), OptionalLong.of(420_000_000),
                        Optional.empty()))
                .with(Map.of("app.version", "0.1.0", "host.cpu", "Example CPU", "engine.threads", "2",
                        "host.memoryBytes", "17179869184", "model.sha256.model.gguf", "ab12"))
                .finished(CREATED.plusSeconds(120), 20_000);
    }

    public static Run failed(String id, int ordinal, String stack) {
        return queued(id, ordinal, stack, WORKLOAD).started(CREATED)
                .failed(CREATED.plusSeconds(1),
                        new RunFailure("The worker died.", "Try again.", OptionalInt.of(9), ""));
    }

    public static Run queued(String id, int ordinal, String stack, WorkloadIdentity workload) {
        return Run.queued(new RunId(id), "experiment", ordinal,
                new RunSetup("smollm2-135m", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)), workload,
                CREATED.plusSeconds(ordinal));
    }

    /** The same workload with other rows. */
    public static WorkloadIdentity rows(String selection) {
        return new WorkloadIdentity("sample", "ab", selection, 50, 0, "reference", "first-line/1", "newline/1",
                "refuse/1", 25, 1, "other " + selection);
    }

    /**
     * Samples of as many articles, the same articles for every call.
     *
     * @param speed   factor on the articles' latencies
     * @param changed share of headlines of which a word is replaced, which costs quality
     */
    public static List<Sample> samples(int count, double speed, double changed, long seed) {
        var articles = new Random(1);
        var noise = new Random(seed);
        var samples = new ArrayList<Sample>();
        for (int position = 1; position <= count; position++) {
            double millis = 400 * Math.exp(articles.nextGaussian(0, 0.3));
            List<String> actual = words(articles, 8);
            List<String> headline = new ArrayList<>(words(articles, 8));
            headline.set(0, actual.get(0));
            headline.set(3, actual.get(3));
            if (noise.nextDouble() < changed) {
                headline.set(0, "otherwise");
            }
            samples.add(sample(position, CATEGORIES.get(position % 3), String.join(" ", words(articles, 20)),
                    String.join(" ", actual), String.join(" ", headline),
                    millis * speed * noise.nextGaussian(1, 0.02)));
        }
        return samples;
    }

    /** One sample of eight tokens, evenly spaced. */
    public static Sample sample(int row, String category, String description, String actual, String headline,
            double millis) {
        int tokens = 8;
        var times = new SampleTimes(0.1, millis * 0.2, millis * 0.99, 0.1, millis,
                IntStream.rangeClosed(1, tokens).mapToObj(i -> millis * (0.2 + 0.8 * i / tokens)).toList());
        return new Sample(row, row, 1, category, description, actual, headline, headline + "\nMore",
                FinishReason.STOP_SEQUENCE, 40, 0,
                IntStream.range(0, tokens).mapToObj(i -> Math.abs((headline + i).hashCode() % 1000)).toList(), times,
                Rouge.plain().score(actual, headline), Optional.empty());
    }

    private static List<String> words(Random random, int count) {
        return IntStream.range(0, count).mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size()))).toList();
    }
}
