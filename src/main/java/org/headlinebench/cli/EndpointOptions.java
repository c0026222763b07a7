package org.headlinebench.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import picocli.CommandLine.Option;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.device.DeviceId;
import org.headlinebench.endpoint.EndpointFile;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

/** The options of {@code run} that make a server its target. */
final class EndpointOptions {
    private static final double MILLIS = 1000;

    @Option(names = "--endpoint", paramLabel = "URL|NAME", description = {
        "An OpenAI-compatible server instead, such as http://127.0.0.1:8000/v1, or one named by 'endpoints add'.",
        "Its key is in the environment variable HEADLINE_BENCH_ENDPOINT_KEY, or in the named one's own."})
    Optional<String> endpoint = Optional.empty();

    @Option(names = "--endpoint-model", paramLabel = "NAME", description = "The model's name there.")
    Optional<String> model = Optional.empty();

    @Option(names = "--concurrency", paramLabel = "N", description = "Requests at once (default: 1). Several times for several runs.")
    List<Integer> concurrency = List.of();

    @Option(names = "--rate", paramLabel = "R", description = "Requests per second, arriving at random (Poisson, by --seed). Several times for several runs.")
    List<Double> rates = List.of();

    @Option(names = "--sweep", description = "Doubles the concurrency from 1 until throughput stops growing, and names the knee.")
    boolean sweep;

    @Option(names = "--endpoint-timeout", paramLabel = "S", defaultValue = "60", description = "Seconds for one answer (default: ${DEFAULT-VALUE}).")
    double timeoutSeconds;

    @Option(names = "--endpoint-attempts", paramLabel = "N", defaultValue = "3", description = "How often a request is sent at most where the server is busy (default: ${DEFAULT-VALUE}).")
    int attempts;

    @Option(names = "--count-chunks", description = "Counts pieces of the stream as tokens where the server tells no usage; the run says so.")
    boolean countChunks;

    boolean isAsked() {
        if (endpoint.isEmpty() && (model.isPresent() || !concurrency.isEmpty() || !rates.isEmpty() || sweep
                || countChunks)) {
            throw new UserError(
                    "--endpoint-model, --concurrency, --rate, --sweep and --count-chunks are about a server.",
                    "Add --endpoint URL.");
        }
        return endpoint.isPresent();
    }

    /** Puts address and model in place of a name. */
    void resolve(EndpointFile known) {
        endpoint.filter(text -> !text.contains("://")).map(name -> known.named(name.strip())).ifPresent(named -> {
            endpoint = Optional.of(named.base());
            model = model.or(() -> Optional.of(named.model()));
        });
    }

    /** One setup per load; the first of a sweep. */
    List<RunSetup> setups(RunOptions options, Workload workload) {
        if (options.model.isPresent() || !options.stacks.isEmpty() || !options.presets.isEmpty()) {
            throw new UserError("What a server runs is its own matter: --model, --stack and --preset do not reach it.",
                    "Leave them out, and name its model with --endpoint-model.");
        }
        if (workload.fit() != FitPolicy.REFUSE) {
            throw new UserError("Prompts for a server cannot be cut: its tokenizer is not known here.",
                    "Leave --fit out; the server refuses what is too long for it, and that is counted.");
        }
        if ((sweep ? 1 : 0) + (concurrency.isEmpty() ? 0 : 1) + (rates.isEmpty() ? 0 : 1) > 1) {
            throw new UserError("--concurrency, --rate and --sweep are three kinds of load.", "Choose one of them.");
        }
        long seed = options.seed.orElse(1L);
        if (!rates.isEmpty()) {
            return rates.stream()
                    .map(rate -> setup(ServerTarget.MOST_AT_ONCE, OptionalDouble.of(rate), seed))
                    .toList();
        }
        return (concurrency.isEmpty() ? List.of(1) : concurrency).stream()
                .map(atOnce -> setup(atOnce, OptionalDouble.empty(), seed))
                .toList();
    }

    RunSetup setup(int atOnce, OptionalDouble rate, long seed) {
        String name = model.filter(text -> !text.isBlank())
                .orElseThrow(() -> new UserError("The server is not told which model to use.",
                        "Add --endpoint-model NAME; most servers list theirs at /v1/models."));
        return new RunSetup(name, DeviceId.CPU, Stack.parse("", DeviceId.CPU.kind()),
                Optional.of(new ServerTarget(endpoint.orElseThrow(), atOnce, rate, seed,
                        (long) (timeoutSeconds * MILLIS), attempts, countChunks)));
    }
}
