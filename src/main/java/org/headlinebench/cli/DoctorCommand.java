package org.headlinebench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;

import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;

@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Checks the installation and prints a diagnosis that can be copied; it holds no secrets.")
final class DoctorCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;
    private boolean healthy = true;

    DoctorCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CliServices bench = services.get();
        line("headline-bench", bench.version());
        bench.host().forEach(this::line);
        check("application folder", () -> folder(bench.folder()));
        check("run store", () -> bench.store().get().list().size() + " runs");
        check("engine in a worker", () -> Figures.format("loads; the CPU copies %.1f GB/s",
                bench.devices().measured(DeviceId.CPU).copyBandwidthBytesPerSecond().orElseThrow() / 1e9));
        check("models", () -> bench.library().list().stream().filter(status -> status.installed().isPresent()).count()
                + " of " + bench.library().list().size() + " installed");
        bench.secretsSet().forEach(name -> line(name, "set"));
        return healthy ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static String folder(Path folder) {
        return folder + (Files.isWritable(folder) ? ", writable, " : ", not writable, ")
                + Figures.size(folder.toFile().getUsableSpace()) + " free";
    }

    private void check(String name, Supplier<String> test) {
        try {
            line(name, test.get());
        } catch (UserError problem) {
            healthy = false;
            line(name, "PROBLEM: " + problem.getMessage() + " -> " + problem.remedy());
        }
    }

    private void line(String name, String value) {
        terminal.out().println(Figures.format("%-22s %s", name, value));
    }
}
