package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;

/** How long a run goes on that was cancelled. */
@Isolated("measures time")
@Timeout(120)
class CancelledRunTest extends RealWorkers {
    @Test
    void aCancelledRunIsOverWithinASecondAndKeepsItsSamples() {
        var cancellation = new Cancellation();
        var cancelledAt = new AtomicLong();
        var recorder = new Recorder(sample -> {
            if (sample.position() == 2) {
                cancelledAt.set(System.nanoTime());
                cancellation.cancel();
            }
        });
        List<Run> runs = benchmark().run(experiment(TINY, 100, 200, "cache=none", "cache=dynamic"), recorder,
                cancellation);
        assertThat((System.nanoTime() - cancelledAt.get()) / 1e9).isLessThan(1);
        assertThat(runs).extracting(Run::state).containsOnly(RunState.CANCELLED);
        assertThat(store.samples(runs.getFirst().id())).hasSizeGreaterThanOrEqualTo(2);
        assertThat(workers().file()).isNotEmptyFile();
        assertThat(workers().alive()).isEmpty();
    }
}
