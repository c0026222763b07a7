package org.headlinebench.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.monitor.HostFacts;

/** This machine's devices; a worker measures their bandwidth once, and a file remembers it. */
public final class WorkerDevices implements Devices {
    /** What the file holds; another processor or thread count asks for another measurement. */
    private record Measured(String device, String name, int units, double bytesPerSecond) {}

    private final WorkerLauncher launcher;
    private final HostFacts host;
    private final Path file;

    /** @param file where measured bandwidths are kept */
    public WorkerDevices(WorkerLauncher launcher, HostFacts host, Path file) {
        this.launcher = launcher;
        this.host = host;
        this.file = file;
    }

    @Override
    public List<Device> list() {
        var cpu = new Device(DeviceId.CPU, host.processorName(), host.physicalCores(), host.memoryBytes(),
                OptionalDouble.empty());
        return List.of(remembered(cpu).map(cpu::withBandwidth).orElse(cpu));
    }

    @Override
    public Device measured(DeviceId id) {
        Device device = list().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UserError("This machine has no device " + id + ".",
                        "'headline-bench devices' lists what it has."));
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

    private Optional<Double> remembered(Device device) {
        try {
            Measured measured = BenchmarkJson.read(Files.readString(file), Measured.class);
            return measured.name().equals(device.name()) && measured.units() == device.units()
                    ? Optional.of(measured.bytesPerSecond())
                    : Optional.empty();
        } catch (IOException | UserError notMeasuredYet) {
            return Optional.empty();
        }
    }

    private void remember(Measured measured) {
        try {
            Files.writeString(file, BenchmarkJson.write(measured));
        } catch (IOException e) {
            System.getLogger(WorkerDevices.class.getName())
                    .log(System.Logger.Level.WARNING, "the bandwidth cannot be kept in " + file, e);
        }
    }
}
