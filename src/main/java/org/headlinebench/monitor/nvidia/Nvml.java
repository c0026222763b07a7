package org.headlinebench.monitor.nvidia;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.headlinebench.monitor.EnergyMeter;

/**
 * What NVIDIA's management library ({@code nvml.h}) says about one GPU: memory, load, power, temperature, clocks and why
 * they are held back. OSHI reads NVML too, but finds its GPUs by programs that a server often lacks.
 */
public final class Nvml implements EnergyMeter {
    private static final int TEXT_BYTES = 96;
    private static final int CLOCK_SM = 1;
    private static final int CLOCK_MEMORY = 2;
    private static final int MOST_LINKS = 18;

    /** {@code nvmlClocksEventReasons} that are no fault: idle and clocks set by the user. */
    private static final long HARMLESS_REASONS = 0x1L | 0x2L;
    private static final Map<Long, String> REASONS = new TreeMap<>(Map.of(0x4L, "power cap", 0x8L, "hardware slowdown",
            0x10L, "sync boost", 0x20L, "software thermal slowdown", 0x40L, "hardware thermal slowdown", 0x80L,
            "hardware power brake", 0x100L, "display clocks"));

    private final CLibrary library;
    private final MemorySegment device;

    /**
     * One look at a GPU; a quantity that the driver does not tell is absent.
     *
     * @param usedBytes   memory in use by all processes
     * @param smMegahertz clock of the multiprocessors
     * @param throttled   why clocks are held back, empty where they are not
     * @param energyJoules since the driver was loaded
     */
    public record Reading(OptionalLong usedBytes, OptionalInt utilisationPercent, OptionalDouble powerWatts,
            OptionalInt temperatureCelsius, OptionalInt smMegahertz, OptionalInt memoryMegahertz, String throttled,
            OptionalDouble energyJoules) {}

    private Nvml(CLibrary library, MemorySegment device) {
        this.library = library;
        this.device = device;
    }

    /** @param uuid of {@link CudaDriver.Gpu}; empty where there is no NVML or it does not know the GPU */
    public static Optional<Nvml> of(String uuid) {
        return CLibrary.open("libnvidia-ml.so.1").flatMap(library -> {
            if (library.call("nvmlInit_v2") != 0) {
                return Optional.empty();
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
                return library.call("nvmlDeviceGetHandleByUUID", arena.allocateFrom(uuid), handle) == 0
                        ? Optional.of(new Nvml(library, handle.get(ValueLayout.ADDRESS, 0)))
                        : Optional.empty();
            }
        });
    }

    @Override
    public OptionalDouble joules() {
        return read().energyJoules();
    }

    @Override
    public String counter() {
        return "NVML, the whole GPU";
    }

    public Reading read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(64, 8);
            OptionalLong used = library.call("nvmlDeviceGetMemoryInfo", device, out) == 0
                    ? OptionalLong.of(out.get(ValueLayout.JAVA_LONG, 16))
                    : OptionalLong.empty();
            OptionalInt load = library.call("nvmlDeviceGetUtilizationRates", device, out) == 0
                    ? OptionalInt.of(out.get(ValueLayout.JAVA_INT, 0))
                    : OptionalInt.empty();
            OptionalInt milliwatts = number("nvmlDeviceGetPowerUsage", out, device, out);
            OptionalInt celsius = number("nvmlDeviceGetTemperature", out, device, 0, out);
            OptionalInt sm = number("nvmlDeviceGetClockInfo", out, device, CLOCK_SM, out);
            OptionalInt memory = number("nvmlDeviceGetClockInfo", out, device, CLOCK_MEMORY, out);
            OptionalDouble joules = library.call("nvmlDeviceGetTotalEnergyConsumption", device, out) == 0
                    ? OptionalDouble.of(out.get(ValueLayout.JAVA_LONG, 0) / 1e3)
                    : OptionalDouble.empty();
            return new Reading(used, load,
                    milliwatts.isPresent()
                            ? OptionalDouble.of(milliwatts.getAsInt() / 1e3)
                            : OptionalDouble.empty(),
                    celsius, sm, memory, throttled(out), joules);
        }
    }

    /** Driver version and NVLink, as key and value for a run's provenance. */
    public Map<String, String> provenance() {
        var facts = new TreeMap<String, String>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(TEXT_BYTES);
            if (library.call("nvmlSystemGetDriverVersion", text, TEXT_BYTES) == 0) {
                facts.put("driver", text.getString(0));
            }
            facts.put("nvlinks", String.valueOf(activeLinks(arena.allocate(ValueLayout.JAVA_INT))));
        }
        return facts;
    }

    private int activeLinks(MemorySegment state) {
        int active = 0;
        for (int link = 0; link < MOST_LINKS; link++) {
            boolean known = library.call("nvmlDeviceGetNvLinkState", device, link, state) == 0;
            active += known && state.get(ValueLayout.JAVA_INT, 0) == 1 ? 1 : 0;
        }
        return active;
    }

    private String throttled(MemorySegment out) {
        if (library.call("nvmlDeviceGetCurrentClocksThrottleReasons", device, out) != 0) {
            return "";
        }
        long reasons = out.get(ValueLayout.JAVA_LONG, 0) & ~HARMLESS_REASONS;
        var words = new StringBuilder();
        REASONS.forEach((bit, word) -> {
            if ((reasons & bit) != 0) {
                words.append(words.isEmpty() ? "" : ", ").append(word);
            }
        });
        return words.toString();
    }

    private OptionalInt number(String function, MemorySegment out, Object... arguments) {
        return library.call(function, arguments) == 0
                ? OptionalInt.of(out.get(ValueLayout.JAVA_INT, 0))
                : OptionalInt.empty();
    }
}
