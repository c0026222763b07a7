package org.headlinebench.worker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.memory.FreedMemory;
import org.headlinebench.failure.UserError;
import org.headlinebench.monitor.EnergyMeter;
import org.headlinebench.monitor.MemoryMeter;
import org.headlinebench.monitor.ProcessMemory;
import org.headlinebench.monitor.Rapl;
import org.headlinebench.monitor.nvidia.CudaDriver;
import org.headlinebench.monitor.nvidia.GpuMemory;
import org.headlinebench.monitor.nvidia.Nvml;

/** The device of an order, as this process sees it. */
final class OrderedDevice {
    private OrderedDevice() {}

    /** Where the memory of a model on that device is read. */
    static MemoryMeter meter(DeviceId device) {
        return device.kind() == DeviceKind.CPU
                ? new ProcessMemory()
                : management(device).<MemoryMeter>map(gpu -> new GpuMemory(List.of(gpu))).orElseGet(ProcessMemory::new);
    }

    /** The GPUs that a run on that device uses, as the driver knows them, by their index; empty for the CPU. */
    static Map<Integer, Nvml> gpus(DeviceId device) {
        return management(device).map(gpu -> Map.of(device.index(), gpu)).orElse(Map.of());
    }

    /** What counts the energy of that device. */
    static Optional<EnergyMeter> energy(DeviceId device) {
        return device.kind() == DeviceKind.CPU
                ? Rapl.of(Rapl.LINUX).map(EnergyMeter.class::cast)
                : management(device).map(EnergyMeter.class::cast);
    }

    /**
     * What a device needs before its first tensor is there, so that it is not taken for a part of the model.
     *
     * @throws UserError if libtorch has no such device
     */
    static void begin(DeviceId device) {
        if (device.kind() == DeviceKind.CUDA) {
            Torch.beginOnGpu(device);
        }
    }

    /** Memory that loading took and gave back leaves the device. */
    static void releaseUnused(DeviceId device) {
        if (device.kind() == DeviceKind.CUDA) {
            Torch.releaseUnusedGpuMemory();
        } else {
            FreedMemory.giveBack();
        }
    }

    /** What is known of a GPU, as key and value; nothing of the CPU, which the host's own facts describe. */
    static Map<String, String> provenance(DeviceId device) {
        var facts = new TreeMap<String, String>();
        gpu(device).ifPresent(gpu -> {
            facts.put("gpu.name", gpu.name());
            facts.put("gpu.computeCapability", gpu.computeCapability());
            facts.put("gpu.multiprocessors", String.valueOf(gpu.multiprocessors()));
            facts.put("gpu.memoryBytes", String.valueOf(gpu.memoryBytes()));
            facts.put("memory.of", device + ", by NVML");
        });
        management(device).ifPresent(gpu -> gpu.provenance().forEach((key, value) -> facts.put("gpu." + key, value)));
        return facts;
    }

    private static Optional<Nvml> management(DeviceId device) {
        return gpu(device).flatMap(gpu -> Nvml.of(gpu.uuid()));
    }

    private static Optional<CudaDriver.Gpu> gpu(DeviceId device) {
        return device.kind() == DeviceKind.CPU
                ? Optional.empty()
                : CudaDriver.gpus().stream().filter(gpu -> gpu.index() == device.index()).findFirst();
    }
}
