package org.headlinebench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Stack;
import org.headlinebench.planning.DeviceTable;
import org.headlinebench.planning.PlannedDevice;
import org.headlinebench.planning.PlannedTopology;
import org.headlinebench.planning.Planner;
import org.headlinebench.weights.ModelConfiguration;

@Command(name = "plan", mixinStandardHelpOptions = true, sortOptions = false, description = "Which topologies of some devices hold a model, and how fast they would write: estimated, beside stored runs.")
final class PlanCommand implements Callable<Integer> {
    private static final Pattern DEVICES = Pattern.compile("(?:(\\d{1,4})\\s*[x×*]\\s*)?(\\S+)");

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "ID|PATH", description = "Default: the catalog's default.")
    private Optional<String> model;

    @Option(names = "--devices", paramLabel = "NxDEVICE", defaultValue = "cpu", description = "For example 8xH200, 4xA100-80, L40S, or cpu: this machine, measured (default: ${DEFAULT-VALUE}).")
    private String devices;

    @Option(names = "--stack", paramLabel = "STACK", description = "All but the topology. Default: bfloat16 on GPUs.")
    private Optional<String> stack;

    @Option(names = "--context", paramLabel = "TOKENS", defaultValue = "512", description = "Prompt and output together (default: ${DEFAULT-VALUE}).")
    private int contextTokens;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the plan as JSON as well.")
    private Optional<Path> json;

    PlanCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    /** What {@code --json} writes; all predictions are estimated. */
    private record PlanDocument(String model, String devices, PlannedDevice device, int contextTokens,
            String provenanceTag, List<PlannedTopology> topologies) {}

    @Override
    public Integer call() {
        String id = model.orElseGet(() -> services.get().library().catalog().defaultId().value());
        ModelConfiguration shape = services.get().models().sizes(id).orElseThrow();
        if (contextTokens < 1 || contextTokens > shape.maxPositions()) {
            throw new UserError("A context of " + contextTokens + " tokens is not possible.",
                    "The model takes 1 to " + shape.maxPositions() + ".");
        }
        Matcher asked = DEVICES.matcher(devices.strip());
        if (!asked.matches()) {
            throw new UserError("'" + devices + "' names no devices.",
                    "Write a number and a device, for example 8xH200.");
        }
        boolean isCpu = asked.group(2).equalsIgnoreCase("cpu");
        int count = asked.group(1) == null ? isCpu ? 4 : 1 : Integer.parseInt(asked.group(1));
        if (count < 1 || count > 1024) {
            throw new UserError("A plan is for 1 to 1024 devices, not " + count + ".", "Write for example 8xH200.");
        }
        PlannedDevice device = isCpu
                ? DeviceTable.cpu(services.get().devices().measured(DeviceId.CPU))
                : DeviceTable.of(asked.group(2));
        Stack base = stack.map(text -> Stack.parse(text, device.kind()))
                .orElseGet(() -> Stack.defaultsOn(device.kind())
                        .with(device.kind() == DeviceKind.CUDA
                                ? Precision.BFLOAT16
                                : Precision.defaultOn(DeviceKind.CPU)));
        List<PlannedTopology> planned = new Planner(services.get().store().get())
                .plan(id, shape, base, device, count, contextTokens);
        print(id, count, device, planned);
        json.ifPresent(file -> write(file, new PlanDocument(id, count + "x" + asked.group(2), device, contextTokens,
                Provenance.ESTIMATED.label(), planned)));
        return ExitCode.OK;
    }

    private void print(String id, int count, PlannedDevice device, List<PlannedTopology> planned) {
        boolean turns = device.kind() == DeviceKind.CPU;
        var table = new TextTable("topology", "devices", turns ? "GiB per shard" : "GiB per device",
                "ms/token estimated",
                "measured", "error", "");
        for (PlannedTopology each : planned) {
            table.row(topology(each), String.valueOf(each.devices()),
                    number("%.2f", each.bytesPerDevice(), 1.0 / (1 << 30)), number("%.2f", each.millisPerToken(), 1),
                    each.measured()
                            .map(run -> Figures.format("%.2f", run.millisPerToken()) + " " + run.tag())
                            .orElse(Figures.NONE),
                    each.error().isPresent()
                            ? Figures.format("%+.0f %%", 100 * each.error().getAsDouble())
                            : Figures.NONE,
                    each.refusal().orElse(""));
        }
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out()
                .println("Estimated for " + id + ", one sequence of " + contextTokens + " tokens, on " + (turns
                        ? device.name() + ", where shards take turns"
                        : count + " x " + device.name() + " with " + Figures.size(device.memoryBytes()) + " each")
                        + ": " + Figures.format("%.0f GB/s", device.bandwidthBytesPerSecond() / 1e9) + " memory, "
                        + Figures.format("%.0f GB/s", device.linkBytesPerSecond() / 1e9) + " link, "
                        + Figures.format("%.0f", device.allReduceMicros()) + " µs a sum, "
                        + Figures.format("%.0f", device.layerMicros()) + " µs a layer (" + device.source() + ").");
        terminal.out().println("Measured: the newest stored run of the same model, stack and kind of device.");
    }

    private static String topology(PlannedTopology each) {
        return each.stack().contains("topology=")
                ? each.stack().substring(each.stack().indexOf("topology=") + "topology=".length())
                : "single";
    }

    private static String number(String format, OptionalDouble value, double scale) {
        return value.isPresent() ? Figures.format(format, value.getAsDouble() * scale) : Figures.NONE;
    }

    private static void write(Path file, PlanDocument document) {
        try {
            Files.writeString(file, BenchmarkJson.write(document));
        } catch (IOException e) {
            throw new UserError("The plan cannot be written to " + file + ": " + e.getMessage() + ".",
                    "Name a file in a folder that exists and can be written.", e);
        }
    }
}
