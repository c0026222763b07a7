package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.headlinebench.endpoint.NamedEndpoint;
import org.headlinebench.failure.UserError;

@Command(name = "endpoints", mixinStandardHelpOptions = true, sortOptions = false, description = "OpenAI-compatible servers by name, for 'run --endpoint NAME' and 'quality judge --endpoint NAME'.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench endpoints add lab http://127.0.0.1:8000/v1 --model llama-3.2-1b",
    "  headline-bench endpoints add cloud https://api.example.org/v1 --model large --key-variable CLOUD_KEY",
    "  headline-bench run --endpoint lab --sweep"})
final class EndpointsCommand implements Runnable {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    EndpointsCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All endpoints.")
    int list() {
        List<NamedEndpoint> all = services.get().endpoints().file().read();
        if (all.isEmpty()) {
            terminal.out()
                    .println("There are no endpoints. Add one: headline-bench endpoints add NAME URL --model NAME");
            return ExitCode.OK;
        }
        var table = new TextTable("endpoint", "url", "model", "key in");
        all.forEach(endpoint -> table.row(endpoint.name(), endpoint.base(), endpoint.model(),
                endpoint.keyVariable().orElse(Figures.NONE)));
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(name = "add", mixinStandardHelpOptions = true, sortOptions = false, description = "Adds an endpoint.")
    int add(@Parameters(index = "0", paramLabel = "NAME") String name,
            @Parameters(index = "1", paramLabel = "URL", description = "Its base, for example http://127.0.0.1:8000/v1.") String url,
            @Option(names = "--model", required = true, paramLabel = "NAME", description = "The model's name there.") String model,
            @Option(names = "--key-variable", paramLabel = "VARIABLE", description = "The environment variable that holds its key; the key itself is kept nowhere (default: HEADLINE_BENCH_ENDPOINT_KEY).") Optional<String> variable) {
        NamedEndpoint endpoint;
        try {
            endpoint = new NamedEndpoint(name, url, model, variable);
        } catch (IllegalArgumentException e) {
            throw new UserError("That is no endpoint: " + e.getMessage() + ".",
                    "For example: headline-bench endpoints add lab http://127.0.0.1:8000/v1 --model llama-3.2-1b.", e);
        }
        services.get().endpoints().file().add(endpoint);
        terminal.out().println("Added: " + name + ". 'headline-bench run --endpoint " + name + "' measures it.");
        return ExitCode.OK;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Takes an endpoint out; runs against it stay.")
    int remove(@Parameters(paramLabel = "NAME") String name) {
        services.get().endpoints().file().remove(name);
        terminal.out().println("Removed: " + name + ".");
        return ExitCode.OK;
    }
}
