package org.headlinebench.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;

import org.headlinebench.device.Device;
import org.headlinebench.device.Devices;

@Command(name = "devices", mixinStandardHelpOptions = true, description = "This machine's devices, with the bandwidth that the product's own copy test measures once.")
final class DevicesCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    DevicesCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Devices devices = services.get().devices();
        var table = new TextTable("device", "name", "cores", "memory", "copy bandwidth");
        for (Device listed : devices.list()) {
            Device device = devices.measured(listed.id());
            table.row(device.id().toString(), device.name(), String.valueOf(device.units()),
                    Figures.size(device.memoryBytes()),
                    Figures.format("%.1f GB/s", device.copyBandwidthBytesPerSecond().orElseThrow() / 1e9));
        }
        table.lines().forEach(terminal.out()::println);
        terminal.out().println("Measured: bytes read and written by copies of 256 MiB.");
        return ExitCode.OK;
    }
}
