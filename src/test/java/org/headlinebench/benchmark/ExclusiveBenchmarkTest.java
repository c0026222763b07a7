package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

@Timeout(20)
class ExclusiveBenchmarkTest {
    private static final Experiment EXPERIMENT = new Experiment("e",
            List.of(new RunSetup("small", DeviceId.CPU, Stack.parse("", DeviceKind.CPU))),
            Workloads.adHoc("A text.", "", PromptTemplate.REFERENCE, StopRule.NEWLINE, 5));

    @TempDir
    Path folder;

    @Test
    void aSecondExperimentWaitsForTheFirstAndSaysSo() throws Exception {
        var inside = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.submit(() -> new ExclusiveBenchmark((_, _, _) -> {
                inside.countDown();
                await(end);
                order.add("first");
                return List.of();
            }, folder).run(EXPERIMENT, RunListener.NONE, new Cancellation()));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            var told = new CountDownLatch(1);
            List<String> words = Collections.synchronizedList(new ArrayList<>());
            var second = threads.submit(() -> new ExclusiveBenchmark((_, _, _) -> {
                order.add("second");
                return List.of();
            }, folder).run(EXPERIMENT, listener(words, told), new Cancellation()));
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(order).isEmpty();
            end.countDown();
            second.get();
            assertThat(order).containsExactly("first", "second");
            assertThat(words).hasSize(2).last().isEqualTo("");
            assertThat(words.getFirst()).contains("cpu");
        }
    }

    @Test
    void whoIsCancelledWhileWaitingWaitsNoLonger() throws Exception {
        var inside = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            threads.submit(() -> new ExclusiveBenchmark((_, _, _) -> {
                inside.countDown();
                await(end);
                return List.of();
            }, folder).run(EXPERIMENT, RunListener.NONE, new Cancellation()));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            var cancellation = new Cancellation();
            var told = new CountDownLatch(1);
            var cancelled = new boolean[1];
            var second = threads.submit(() -> new ExclusiveBenchmark((_, _, asked) -> {
                cancelled[0] = asked.isCancelled();
                return List.of();
            }, folder).run(EXPERIMENT, listener(new ArrayList<>(), told), cancellation));
            assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
            cancellation.cancel();
            second.get();
            assertThat(cancelled[0]).isTrue();
            end.countDown();
        }
    }

    private static RunListener listener(List<String> words, CountDownLatch told) {
        return new RunListener() {
            @Override
            public void waiting(String why) {
                words.add(why);
                told.countDown();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
