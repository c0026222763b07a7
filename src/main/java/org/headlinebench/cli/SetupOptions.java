package org.headlinebench.cli;

import java.util.Optional;

import picocli.CommandLine.Option;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.device.DeviceId;
import org.headlinebench.optimization.Stack;

/** Options that say which model runs, and how; where it generates freely is another's matter. */
final class SetupOptions {
    @Option(names = "--model", paramLabel = "ID|PATH", description = "A model of the catalog, or a path. Default: the catalog's default.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--stack", paramLabel = "STACK", defaultValue = "", description = "A stack of optimizations; how it decodes is of no consequence.")
    private String stack = "";

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "cpu", description = "Where to run (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    RunSetup of(CliServices bench) {
        DeviceId id = DeviceId.parse(device);
        return new RunSetup(model.orElseGet(() -> bench.library().catalog().defaultId().value()), id,
                Stack.parse(stack, id.kind()));
    }
}
