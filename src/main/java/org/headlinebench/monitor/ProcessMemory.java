package org.headlinebench.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/**
 * The memory of this process. On Linux the kernel's own counters are read, whose peak misses nothing and can be reset;
 * elsewhere OSHI's reading is all there is and peaks come from polling.
 */
public final class ProcessMemory implements MemoryMeter {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR_REFS = Path.of("/proc/self/clear_refs");
    /** Writing it resets {@code VmHWM} (Linux, proc(5)). */
    private static final String RESET_PEAK = "5";

    private final boolean linux = Files.isReadable(STATUS);
    private final OperatingSystem system = linux ? null : new SystemInfo().getOperatingSystem();

    /** Resident set size now. */
    @Override
    public long usedBytes() {
        return linux ? field("VmRSS:").orElse(0) : system.getCurrentProcess().getResidentMemory();
    }

    @Override
    public OptionalLong peakBytes() {
        return linux ? field("VmHWM:") : OptionalLong.empty();
    }

    @Override
    public void resetPeak() {
        if (linux) {
            try {
                Files.writeString(CLEAR_REFS, RESET_PEAK);
            } catch (IOException e) {
                // A kernel or container that forbids it: the peak then covers loading too, which can only overstate it.
                System.getLogger(ProcessMemory.class.getName())
                        .log(System.Logger.Level.WARNING, "the peak of resident memory cannot be reset", e);
            }
        }
    }

    private static OptionalLong field(String name) {
        try {
            List<String> lines = Files.readAllLines(STATUS);
            for (String line : lines) {
                if (line.startsWith(name)) {
                    return OptionalLong.of(1024 * Long.parseLong(line.replaceAll("\\D", "")));
                }
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
