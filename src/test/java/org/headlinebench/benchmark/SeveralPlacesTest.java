package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

class SeveralPlacesTest {
    private static final Devices NONE = new Devices() {
        @Override
        public List<Device> list() {
            return List.of(new Device(DeviceId.CPU, "test", 1, 1, OptionalDouble.empty()));
        }

        @Override
        public Device measured(DeviceId id) {
            return list().getFirst();
        }
    };

    @Test
    void launchersWorkAtOnceAndEachOnOneRunAtATime() {
        var together = new CyclicBarrier(2);
        var open = Map.of("a", new AtomicInteger(), "b", new AtomicInteger());
        var most = new AtomicInteger();
        List<Run> runs = run(name -> (_, _, _) -> {
            most.accumulateAndGet(open.get(name).incrementAndGet(), Math::max);
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IOException("alone", alone);
            } finally {
                open.get(name).decrementAndGet();
            }
            throw new UserError("met", "-");
        }, "a", "b", "a", "b");
        assertThat(most).hasValue(1);
        assertThat(runs).extracting(run -> run.setup().place()).containsExactly("a cpu", "b cpu", "a cpu", "b cpu");
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.failure().orElseThrow().message()).isEqualTo("met");
        });
    }

    private static List<Run> run(java.util.function.Function<String, WorkerPlace> places, String... names) {
        var benchmark = new SequentialBenchmark(new WorkerLauncher(List.of("false"), Map.of(), Path.of("target")),
                (model, _, _) -> Path.of(model), new MemoryRunStore(), NONE, Map.of(), Optional.empty(), places,
                Clock.systemUTC());
        List<RunSetup> setups = java.util.Arrays.stream(names)
                .map(name -> new RunSetup("m", DeviceId.CPU, Stack.parse("cache=none", DeviceId.CPU.kind()))
                        .on(Optional.of(name)))
                .toList();
        return benchmark.run(new Experiment("e", setups,
                Workloads.of(SampleNews.load(), RowSelection.range(1, 2), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.REFUSE, 4, 1)),
                RunListener.NONE, new Cancellation());
    }
}
