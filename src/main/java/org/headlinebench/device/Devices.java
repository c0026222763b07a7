package org.headlinebench.device;

import java.util.List;

import org.headlinebench.failure.UserError;

/** The devices of this machine. */
public interface Devices {
    /** All devices, the CPU first, with bandwidths where they have been measured before. Quick. */
    List<Device> list();

    /**
     * One of them.
     *
     * @throws UserError if this machine has no such device
     */
    default Device listed(DeviceId id) {
        return list().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UserError("This machine has no device " + id + ".",
                        "Use --device cpu, or a device that 'headline-bench devices' lists."));
    }

    /**
     * The device with its copy bandwidth, measured now if it never was: some seconds of work.
     *
     * @throws UserError if this machine has no such device
     */
    Device measured(DeviceId id);
}
