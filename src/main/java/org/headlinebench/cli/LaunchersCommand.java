package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.headlinebench.device.Device;
import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.CommandWords;
import org.headlinebench.launcher.Launcher;
import org.headlinebench.launcher.LauncherFile;
import org.headlinebench.launcher.RemotePlace;

@Command(name = "launchers", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Other machines on which runs can run: a launcher is a named command that reaches one, such as ssh gpu-box.",
    "The same version of Headline Bench must be installed there; 'run --on NAME' then runs there."}, footerHeading = "%nExamples:%n", footer = {
        "  headline-bench launchers add gpu-box -- ssh gpu-box",
        "  headline-bench launchers add cluster --program /opt/headline-bench/bin/headline-bench -- srun --gres=gpu:4",
        "  headline-bench launchers add pod -- kubectl exec -i pod --",
        "  headline-bench launchers add image -- docker run -i --rm --gpus all image",
        "  headline-bench launchers check gpu-box",
        "  headline-bench run --on gpu-box --device cuda --model smollm2-135m"})
final class LaunchersCommand implements Runnable {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    LaunchersCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All launchers, and what was found behind them.")
    int list() {
        List<Launcher> all = services.get().launchers().all();
        if (all.isEmpty()) {
            terminal.out().println("There are no launchers. Add one: headline-bench launchers add NAME -- ssh HOST");
            return ExitCode.OK;
        }
        var table = new TextTable("launcher", "command", "program", "machine", "devices");
        for (Launcher launcher : all) {
            Optional<RemotePlace.Machine> machine = services.get().launchers().known(launcher);
            table.row(launcher.name(), CommandWords.text(launcher.command()), CommandWords.text(launcher.program()),
                    machine.map(RemotePlace.Machine::host).orElse("not checked yet"),
                    machine.map(found -> String.join(", ",
                            found.devices().stream().map(device -> device.id().toString()).toList()))
                            .orElse(Figures.NONE));
        }
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, sortOptions = false, description = "Adds a launcher. Its command reads from standard input and asks nothing: ssh by a key or an agent.")
    int add(@Parameters(paramLabel = "NAME") String name,
            @Option(names = "--program", paramLabel = "PROGRAM", description = "How Headline Bench is called over there (default: headline-bench).") Optional<String> program,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "The command, behind --.") List<String> command) {
        LauncherFile file = services.get().launchers().file();
        Launcher launcher;
        try {
            launcher = new Launcher(name, command,
                    program.map(CommandWords::parse).orElse(Launcher.DEFAULT_PROGRAM));
        } catch (IllegalArgumentException e) {
            throw new UserError("That is no launcher: " + e.getMessage() + ".",
                    "For example: headline-bench launchers add gpu-box -- ssh gpu-box.", e);
        }
        file.add(launcher);
        terminal.out().println("Added to " + file.path() + ". Try it: headline-bench launchers check " + name);
        return ExitCode.OK;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes a launcher out; past runs keep its name.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        services.get().launchers().file().remove(name);
        terminal.out().println("Removed: " + name);
        return ExitCode.OK;
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Reaches the machine and prints its version, devices, memory and bandwidth.")
    int check(@Parameters(paramLabel = "NAME") String name) {
        RemotePlace place = services.get().launchers().place(name);
        try (var interrupt = new CtrlC()) {
            RemotePlace.Machine machine = place.check(progress(), interrupt.cancellation());
            terminal.out().println("Version " + machine.version() + " on " + machine.host());
            var table = new TextTable("device", "name", "cores", "memory", "copy bandwidth");
            for (Device device : machine.devices()) {
                table.row(device.id().toString(), device.name(), String.valueOf(device.units()),
                        Figures.size(device.memoryBytes()),
                        device.copyBandwidthBytesPerSecond().isPresent()
                                ? Figures.format("%.1f GB/s",
                                        device.copyBandwidthBytesPerSecond().getAsDouble() / 1e9)
                                : Figures.NONE);
            }
            table.lines().forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    @Command(name = "copy", mixinStandardHelpOptions = true, description = "Copies a model to the machine, once, unless it is there.")
    int copy(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "MODEL") String model) {
        copy(services.get(), terminal, name, model);
        return ExitCode.OK;
    }

    /** Copies a model behind a launcher and says what became of it. */
    static void copy(CliServices bench, Terminal terminal, String name, String model) {
        RemotePlace place = bench.launchers().place(name);
        try (var interrupt = new CtrlC()) {
            boolean copied = place.copy(model, progress(terminal), interrupt.cancellation());
            terminal.err()
                    .println(copied ? model + " is on " + name + " now." : model + " is on " + name + " already.");
        }
    }

    private BiConsumer<Double, String> progress() {
        return progress(terminal);
    }

    private static BiConsumer<Double, String> progress(Terminal terminal) {
        var last = new int[]{-1};
        return (fraction, message) -> {
            int tenth = fraction < 0 ? -1 : (int) (fraction * 10);
            if (tenth < 0 || tenth != last[0]) {
                terminal.err().println("  " + message + (tenth < 0 ? "" : ", " + tenth * 10 + " %"));
            }
            last[0] = tenth;
        };
    }
}
