package org.headlinebench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.MachineReading;

class MachineReadingsTest {
    static final MachineReading ON_GPU = new MachineReading(1000.5, 0.75, 0.5, 8_000_000_000L,
            List.of(new MachineReading.Gpu(1, OptionalLong.of(5), OptionalInt.of(93), OptionalDouble.of(512.25),
                    OptionalInt.empty(), OptionalInt.of(1980), "power cap")));
    static final MachineReading ON_CPU = new MachineReading(2000, 1, 0, 1, List.of());

    @TempDir
    Path folder;

    @Test
    void readingsComeBackInTheirOrderAndGoWithTheirRun() {
        try (SqliteRunStore store = SqliteRunStore.open(folder.resolve("runs.sqlite"))) {
            var run = TestRuns.measuring("a-1");
            store.create(run);
            store.append(run.id(), ON_GPU);
            store.append(run.id(), ON_CPU);
            assertThat(store.machine(run.id())).containsExactly(ON_GPU, ON_CPU);
            store.delete(run.id());
            assertThat(store.machine(run.id())).isEmpty();
            assertThatThrownBy(() -> store.append(run.id(), ON_CPU)).isInstanceOf(StoreError.class);
        }
    }
}
