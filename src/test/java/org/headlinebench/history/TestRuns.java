package org.headlinebench.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.optimization.Stack;

/** Runs and samples as a benchmark would leave them. */
final class TestRuns {
    static final Instant CREATED = Instant.parse("2026-11-22T19:45:12.5Z");

    private TestRuns() {}

    static Run queued(String id, String experiment, int ordinal, String stack) {
        var workload = new WorkloadIdentity("sample", "ab", "1-3", 3, 0, "reference", "first-line/1",
                "stop[]\" or eos/1", "cut-description", 25, 1, "cd");
        return Run.queued(new RunId(id), experiment, ordinal,
                new RunSetup("smollm2-135m", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)), workload,
                CREATED.plusSeconds(ordinal));
    }

    static Run measuring(String id) {
        return queued(id, "experiment", 1, "cache=none").started(CREATED).in(RunState.MEASURING);
    }

    static Run finished(Run queued) {
        return queued.started(CREATED.plusSeconds(60))
                .with(new LoadReport(812.5, 1200, 2, true, 134_515_008, 269_030_016, 2, List.of("cache: none")))
                .with(new MemoryUse(269_030_016, 0, 1_048_576, OptionalLong.of(90_000_000),
                        OptionalLong.of(400_000_000), OptionalLong.empty(), OptionalLong.of(420_000_000),
                        Optional.empty()))
                .with(Map.of("app.version", "0.1.0", "host.cpu", "Example CPU"))
                .finished(CREATED.plusSeconds(120), 4000);
    }

    /** The sample of a row; {@code firstToken} tells the outputs of two runs apart. */
    static Sample sample(int position, String description, String actual, String headline, int firstToken,
            double endToEndMillis) {
        var times = new SampleTimes(0.5, 100, endToEndMillis - 1, 0.25, endToEndMillis,
                List.of(101.0, endToEndMillis / 2, endToEndMillis));
        return new Sample(position, position, 1, "SCIENCE", description, actual, headline, headline + "\nMore",
                FinishReason.LENGTH, 40, position == 2 ? 3 : 0, List.of(firstToken, 11, 12), times,
                Rouge.plain().score(actual, headline), Optional.empty());
    }

    /** The same sample with its last token accepted from two that were proposed. */
    static Sample speculative(Sample sample) {
        return new Sample(sample.position(), sample.row(), sample.pass(), sample.category(), sample.description(),
                sample.actualHeadline(), sample.headline(), sample.continuation(), sample.finishReason(),
                sample.promptTokens(), sample.cutWords(), sample.tokenIds(), sample.times(), sample.rouge(),
                Optional.of(new Speculation(2, 1, 3, 2, 1, 0.25, 42.5,
                        Optional.of(List.of(new Speculation.Pass(2, 1, 2))))));
    }

    /** What came from a server that tells neither token ids nor how many the prompt has. */
    static Sample answer(int position) {
        Sample sample = sample(position, "d", "a", "h", 1, 1000);
        return new Sample(position, position, 1, "", "d", "a", "h", "h", FinishReason.LENGTH, 0, 0, List.of(),
                sample.times(), sample.rouge(), Optional.empty());
    }

    static List<Sample> samples(int count, int firstToken) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(position -> sample(position, "Description " + position, "Actual headline " + position,
                        "Headline " + position, firstToken, 1000 + position))
                .toList();
    }
}
