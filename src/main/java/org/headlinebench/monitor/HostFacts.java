package org.headlinebench.monitor;

import java.util.Map;
import java.util.TreeMap;

import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.HardwareAbstractionLayer;

/** What machine this is: for the device list and each run's provenance. */
public final class HostFacts {
    private final String processorName;
    private final int physicalCores;
    private final long memoryBytes;
    private final String system;

    private HostFacts(SystemInfo info) {
        HardwareAbstractionLayer hardware = info.getHardware();
        CentralProcessor processor = hardware.getProcessor();
        processorName = processor.getProcessorIdentifier().getName().strip();
        physicalCores = Math.max(1,
                Math.min(processor.getPhysicalProcessorCount(), Runtime.getRuntime().availableProcessors()));
        memoryBytes = hardware.getMemory().getTotal();
        system = info.getOperatingSystem().toString();
    }

    public static HostFacts read() {
        return new HostFacts(new SystemInfo());
    }

    /** Memory that processes can still take without swapping, now. */
    public static long availableBytes() {
        return new SystemInfo().getHardware().getMemory().getAvailable();
    }

    /** The name that this machine gives itself. */
    public static String hostName() {
        return new SystemInfo().getOperatingSystem().getNetworkParams().getHostName();
    }

    public String processorName() {
        return processorName;
    }

    /** Physical cores that this process may use. */
    public int physicalCores() {
        return physicalCores;
    }

    public long memoryBytes() {
        return memoryBytes;
    }

    /** The operating system and its version. */
    public String system() {
        return system;
    }

    /** As key and value for a run's provenance. */
    public Map<String, String> provenance() {
        var facts = new TreeMap<String, String>();
        facts.put("host.cpu", processorName);
        facts.put("host.physicalCores", String.valueOf(physicalCores));
        facts.put("host.memoryBytes", String.valueOf(memoryBytes));
        facts.put("host.os", system);
        facts.put("host.jdk", Runtime.version().toString());
        return facts;
    }
}
