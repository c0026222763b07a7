package org.headlinebench.planning;

import org.headlinebench.device.DeviceKind;

/**
 * A kind of device that a plan is made for.
 *
 * @param name                 the vendor's, or this machine's processor
 * @param kind                 CPU: shards take turns on it
 * @param memoryBytes          that a model can take
 * @param bandwidthBytesPerSecond of its memory
 * @param linkBytesPerSecond   to the other devices
 * @param allReduceMicros      a sum of a few kilobytes over the devices
 * @param layerMicros          a layer of a decode step besides reading its weights
 * @param source               where these numbers come from
 */
public record PlannedDevice(String name, DeviceKind kind, long memoryBytes, double bandwidthBytesPerSecond,
        double linkBytesPerSecond, double allReduceMicros, double layerMicros, String source) {
    public PlannedDevice {
        if (memoryBytes < 1 || !(bandwidthBytesPerSecond > 0) || !(linkBytesPerSecond > 0) || !(allReduceMicros >= 0)
                || !(layerMicros >= 0)) {
            throw new IllegalArgumentException("a device has memory, bandwidth and a link: " + name);
        }
    }
}
