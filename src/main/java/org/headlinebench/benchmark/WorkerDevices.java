package org.headlinebench.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;

import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.monitor.HostFacts;
import org.headlinebench.monitor.nvidia.CudaDriver;

/** This machine's devices; a worker measures their bandwidth once, and a file remembers it. */
public final class WorkerDevices implements Devices {
    /** What the file holds; another processor or thread count asks for another measurement. */
    private record Measured(String device, String name, int units, double bytesPerSecond) {}

    private record AllMeasured(List<Measured> devices) {}

    private final WorkerLauncher launcher;
    private final HostFacts host;
    private final Supplier<List<CudaDriver.Gpu>> gpus;
    private final Path file;

    /**
     * @param gpus the GPUs that the driver lists
     * @param file where measured bandwidths are kept
     */
    public WorkerDevices(WorkerLauncher launcher, HostFacts host, Supplier<List<CudaDriver.Gpu>> gpus, Path file) {
        this.launcher = launcher;
        this.host = host;
        this.gpus = gpus;
        this.file = file;
    }

    @Override
    public List<Device> list() {
        var cpu = new Device(DeviceId.CPU, host.processorName(), host.physicalCores(), host.memoryBytes(),
                OptionalDouble.empty());
        var all = new ArrayList<>(List.of(cpu));
        for (CudaDriver.Gpu gpu : gpus.get()) {
            all.add(new Device(new DeviceId(DeviceKind.CUDA, gpu.index()), gpu.name(), gpu.multiprocessors(),
                    gpu.memoryBytes(), OptionalDouble.empty()));
        }
        List<Measured> measured = remembered();
        return all.stream().map(device -> withBandwidth(device, measured)).toList();
    }

    @Override
    public Device measured(DeviceId id) {
        Device device = listed(id);
        if (device.copyBandwidthBytesPerSecond().isPresent()) {
            return device;
        }
        double bytesPerSecond = measure(id);
        remember(new Measured(id.toString(), device.name(), device.units(), bytesPerSecond));
        return device.withBandwidth(bytesPerSecond);
    }

    private double measure(DeviceId id) {
        try (WorkerProcess worker = launcher.start("bandwidth")) {
            worker.send(new WorkerCommand.MeasureBandwidth(id));
            for (var report = worker.receive(); report.isPresent(); report = worker.receive()) {
                if (report.get() instanceof WorkerReport.Bandwidth(double bytesPerSecond)) {
                    return bytesPerSecond;
                }
            }
            throw new UserError("The copy test of " + id + " ended without a result.",
                    "See " + worker.log() + " for the reason.");
        } catch (IOException e) {
            throw new UserError("The copy test of " + id + " cannot be started: " + e.getMessage() + ".",
                    "'headline-bench doctor' checks the installation.", e);
        }
    }

    private static Device withBandwidth(Device device, List<Measured> measured) {
        return measured.stream()
                .filter(one -> one.device().equals(device.id().toString()) && one.name().equals(device.name())
                        && one.units() == device.units())
                .findFirst()
                .map(one -> device.withBandwidth(one.bytesPerSecond()))
                .orElse(device);
    }

    private List<Measured> remembered() {
        try {
            return BenchmarkJson.read(Files.readString(file), AllMeasured.class).devices();
        } catch (IOException | UserError notMeasuredYet) {
            return List.of();
        }
    }

    private void remember(Measured measured) {
        try {
            var all = new ArrayList<>(remembered());
            all.removeIf(other -> other.device().equals(measured.device()));
            all.add(measured);
            Files.writeString(file, BenchmarkJson.write(new AllMeasured(all)));
        } catch (IOException e) {
            System.getLogger(WorkerDevices.class.getName())
                    .log(System.Logger.Level.WARNING, "the bandwidth cannot be kept in " + file, e);
        }
    }
}
