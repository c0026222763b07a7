package org.headlinebench.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @TempDir
    Path root;

    @Test
    void packagesAreSummedAndWhatLiesWithinThemIsNotCountedTwice() throws IOException {
        zone("intel-rapl:0", "package-0", 1_000_000);
        zone("intel-rapl:1", "package-1", 2_000_000);
        zone("intel-rapl:0:0", "core", 500_000);
        zone("intel-rapl:2", "psys", 9_000_000);
        Rapl rapl = Rapl.of(root).orElseThrow();
        assertThat(rapl.counter()).isEqualTo("RAPL, 2 processor packages");
        double before = rapl.joules().orElseThrow();
        zone("intel-rapl:0", "package-0", 4_500_000);
        zone("intel-rapl:1", "package-1", 2_250_000);
        zone("intel-rapl:0:0", "core", 3_500_000);
        assertThat(rapl.joules().orElseThrow() - before).isCloseTo(3.75, EXACT);
    }

    @Test
    void aCounterThatBeganAnewAtItsRangeGoesOn() throws IOException {
        zone("intel-rapl:0", "package-0", 9_000_000);
        Rapl rapl = Rapl.of(root).orElseThrow();
        double before = rapl.joules().orElseThrow();
        zone("intel-rapl:0", "package-0", 500_000);
        assertThat(rapl.joules().orElseThrow() - before).isCloseTo(1.5, EXACT);
    }

    @Test
    void withoutAReadableCounterThereIsNone() throws IOException {
        assertThat(Rapl.of(root.resolve("nothing"))).isEmpty();
        assertThat(Rapl.of(root)).isEmpty();
        Path zone = Files.createDirectory(root.resolve("intel-rapl:0"));
        Files.writeString(zone.resolve("name"), "package-0\n");
        assertThat(Rapl.of(root)).isEmpty();
    }

    @Test
    void aCounterThatGoesAwayTellsNothing() throws IOException {
        zone("intel-rapl:0", "package-0", 1);
        Rapl rapl = Rapl.of(root).orElseThrow();
        Files.delete(root.resolve("intel-rapl:0/energy_uj"));
        assertThat(rapl.joules()).isEmpty();
    }

    private void zone(String folder, String name, long microjoules) throws IOException {
        Path zone = Files.createDirectories(root.resolve(folder));
        Files.writeString(zone.resolve("name"), name + "\n");
        Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), "10000000\n");
    }
}
