package org.headlinebench.device;

import org.headlinebench.failure.UserError;

/**
 * The address of one device of a machine, in PyTorch's notation: {@code cpu}, {@code cuda:0}.
 *
 * @param kind  the kind of processor
 * @param index the device's number among its kind, 0 for the CPU
 */
public record DeviceId(DeviceKind kind, int index) {
    public static final DeviceId CPU = new DeviceId(DeviceKind.CPU, 0);

    public DeviceId {
        if (index < 0 || kind == DeviceKind.CPU && index != 0) {
            throw new IllegalArgumentException("no such device index: " + index);
        }
    }

    /** Reads {@code cpu}, {@code cuda} (the first) or {@code cuda:N}. */
    public static DeviceId parse(String text) {
        if (text.equals("cpu")) {
            return CPU;
        }
        if (text.equals("cuda")) {
            return new DeviceId(DeviceKind.CUDA, 0);
        }
        if (text.matches("cuda:\\d{1,3}")) {
            return new DeviceId(DeviceKind.CUDA, Integer.parseInt(text.substring(5)));
        }
        throw new UserError("'" + text + "' is not a device.",
                "Use cpu, cuda or cuda:N; 'headline-bench devices' lists this machine's.");
    }

    @Override
    public String toString() {
        return kind == DeviceKind.CPU ? "cpu" : "cuda:" + index;
    }
}
