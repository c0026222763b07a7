package org.headlinebench.device;

import java.util.OptionalDouble;

/**
 * A device of this machine as the engine sees it.
 *
 * @param id                      its address
 * @param name                    the vendor's name of the processor
 * @param units                   physical cores of a CPU, multiprocessors of a GPU
 * @param memoryBytes             memory it computes from
 * @param copyBandwidthBytesPerSecond bytes read per second by the product's own copy test ({@code METRICS.md}, roofline
 *                                share), absent until it has been measured
 */
public record Device(DeviceId id, String name, int units, long memoryBytes,
        OptionalDouble copyBandwidthBytesPerSecond) {
    public Device {
        if (units < 1 || memoryBytes < 1) {
            throw new IllegalArgumentException("a device has units and memory: " + units + ", " + memoryBytes);
        }
    }

    public Device withBandwidth(double bytesPerSecond) {
        return new Device(id, name, units, memoryBytes, OptionalDouble.of(bytesPerSecond));
    }
}
