package org.headlinebench.monitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The processor packages' energy counters (running average power limit) as Linux shows them below
 * {@code /sys/class/powercap}; the kernel's documentation {@code power/powercap/powercap.rst} describes the files. Many
 * systems let only root read them, and virtual machines have none. A counter begins anew at its range; it must be read
 * more often than that, which for 262 kJ at 200 W is every 20 minutes.
 */
public final class Rapl implements EnergyMeter {
    /** Where Linux has them. */
    public static final Path LINUX = Path.of("/sys/class/powercap");

    private static final double MICRO = 1e-6;

    private static final class Package {
        private final Path energy;
        private final long rangeMicrojoules;
        private long lastMicrojoules;
        private double joules;

        Package(Path folder) throws IOException {
            energy = folder.resolve("energy_uj");
            rangeMicrojoules = number(folder.resolve("max_energy_range_uj"));
            lastMicrojoules = number(energy);
        }

        void read() throws IOException {
            long now = number(energy);
            long since = now - lastMicrojoules;
            joules += (since >= 0 ? since : since + rangeMicrojoules) * MICRO;
            lastMicrojoules = now;
        }

        private static long number(Path file) throws IOException {
            return Long.parseLong(Files.readString(file).strip());
        }
    }

    private final List<Package> packages;

    private Rapl(List<Package> packages) {
        this.packages = List.copyOf(packages);
    }

    /** @return empty where there is no package counter, or it may not be read */
    public static Optional<Rapl> of(Path root) {
        List<Package> packages = new ArrayList<>();
        try (Stream<Path> zones = Files.list(root)) {
            // intel-rapl:0 is a package (AMD's too); intel-rapl:0:1 lies within it and is counted there.
            for (Path zone : zones.filter(each -> each.getFileName().toString().matches("intel-rapl:\\d+"))
                    .sorted()
                    .toList()) {
                if (Files.readString(zone.resolve("name")).startsWith("package")) {
                    packages.add(new Package(zone));
                }
            }
        } catch (IOException | UncheckedIOException | NumberFormatException notToldHere) {
            return Optional.empty();
        }
        return packages.isEmpty() ? Optional.empty() : Optional.of(new Rapl(packages));
    }

    @Override
    public OptionalDouble joules() {
        try {
            for (Package each : packages) {
                each.read();
            }
        } catch (IOException | NumberFormatException notToldNow) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(packages.stream().mapToDouble(each -> each.joules).sum());
    }

    @Override
    public String counter() {
        return "RAPL, " + packages.size() + (packages.size() == 1 ? " processor package" : " processor packages");
    }
}
