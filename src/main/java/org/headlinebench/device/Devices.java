package org.headlinebench.device;

import java.util.List;

/** The devices of this machine. */
public interface Devices {
    /** All devices, the CPU first, with bandwidths where they have been measured before. Quick. */
    List<Device> list();

    /**
     * The device with its copy bandwidth, measured now if it never was: some seconds of work.
     *
     * @throws org.headlinebench.failure.UserError if this machine has no such device
     */
    Device measured(DeviceId id);
}
