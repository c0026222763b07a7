package org.headlinebench.ui.bench;

import java.util.Objects;
import java.util.Optional;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;

/**
 * A device behind a launcher.
 *
 * @param launcher its name
 * @param device   as it was when the machine was last reached; absent where it never was, which leaves its CPU
 */
public record FarDevice(String launcher, Optional<Device> device) {
    public FarDevice {
        Objects.requireNonNull(device, "device");
    }

    /** Its address on the machine over there. */
    public DeviceId id() {
        return device.map(Device::id).orElse(DeviceId.CPU);
    }
}
