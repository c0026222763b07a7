package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.weights.ModelConfiguration;

@Command(name = "estimate", mixinStandardHelpOptions = true, sortOptions = false, description = "Memory that stacks will need, estimated from a model's configuration before any download.")
final class EstimateCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "ID|PATH", description = "Default: the catalog's default.")
    private Optional<String> model;

    @Option(names = "--stack", paramLabel = "STACK", description = "May be given several times.")
    private List<String> stacks = List.of("");

    @Option(names = "--device", defaultValue = "cpu", description = "Default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(names = "--context", paramLabel = "TOKENS", defaultValue = "512", description = "Prompt and output together (default: ${DEFAULT-VALUE}).")
    private int contextTokens;

    EstimateCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelLibrary library = services.get().library();
        String id = model.orElseGet(() -> library.catalog().defaultId().value());
        ModelConfiguration shape = ModelShape.of(library, id);
        if (contextTokens < 1 || contextTokens > shape.maxPositions()) {
            throw new UserError("A context of " + contextTokens + " tokens is not possible.",
                    "The model takes 1 to " + shape.maxPositions() + ".");
        }
        DeviceId where = DeviceId.parse(device);
        var table = new TextTable("stack", "weights MiB", "head copy MiB", "KV cache MiB", "together MiB");
        for (String text : stacks) {
            Stack stack = Stack.parse(text, where.kind());
            StackRules.check(stack, where.kind(), shape);
            Footprint footprint = Footprint.of(shape, stack, where.kind(), contextTokens);
            table.row(stack.text(), mebibytes(footprint.weightsBytes()), mebibytes(footprint.headCopyBytes()),
                    mebibytes(footprint.keyValueBytes()), mebibytes(footprint.totalBytes()));
        }
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out()
                .println("Estimated from the configuration of " + id + " for " + contextTokens
                        + " tokens; the worker process itself takes 200 to 300 MiB more.");
        return ExitCode.OK;
    }

    private static String mebibytes(long bytes) {
        return Figures.format("%.2f", bytes / 1048576.0);
    }
}
