package org.headlinebench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.serve.ModelServer;
import org.headlinebench.serve.ServeSettings;

@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false, description = "Puts models with their stacks behind an OpenAI-compatible endpoint until Ctrl-C, which lets running requests finish.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench serve --stack quantize=int8",
    "  headline-bench serve --model smollm2-135m --model headline-student --stack precision=bfloat16 --stack cache=paged",
    "  curl localhost:8000/v1/completions -H 'Content-Type: application/json' -d '{\"model\": \"headline-student\", \"prompt\": \"Hello\"}'",
    "", "HEADLINE_BENCH_API_KEY, if set, is what clients must send as bearer token."})
final class ServeCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "ID|PATH", description = "A model of the catalog, or a path; may be given several times. Default: the catalog's default.")
    private List<String> models = List.of();

    @Option(names = "--stack", paramLabel = "STACK", description = "As for run; one for all models, or one for each in their order.")
    private List<String> stacks = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "What clients call a model, one for each in their order. Default: the id, or the file's name.")
    private List<String> names = List.of();

    @Option(names = "--device", paramLabel = "DEVICE", split = ",", defaultValue = "cpu", description = "Where to run, several for replicas on each, such as cuda:0,cuda:1 (default: ${DEFAULT-VALUE}).")
    private List<String> devices;

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "1", description = "Workers per model and device; a request goes to the one with least to do (default: ${DEFAULT-VALUE}).")
    private int replicas;

    @Option(names = "--slots", paramLabel = "N", defaultValue = "8", description = "Requests that a worker writes at a time where the stack has no batching (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = LOOPBACK, description = "Address to listen at (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host;

    @Option(names = "--port", paramLabel = "N", defaultValue = "8000", description = "Port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--max-context", paramLabel = "N", defaultValue = "4096", description = "Tokens of prompt and output together, if the model has as many (default: ${DEFAULT-VALUE}).")
    private int maxContext;

    @Option(names = "--queue", paramLabel = "N", defaultValue = "64", description = "Requests of a model that may wait; more get status 429 (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(names = "--max-body", paramLabel = "KIB", defaultValue = "1024", description = "Largest request in KiB (default: ${DEFAULT-VALUE}).")
    private int maxBodyKib;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "600", description = "After which a request is given up (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Option(names = "--grace", paramLabel = "SECONDS", defaultValue = "30", description = "How long running requests may go on after Ctrl-C (default: ${DEFAULT-VALUE}).")
    private int graceSeconds;

    ServeCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        CliServices bench = services.get();
        ServeSettings settings = settings(bench);
        if (!host.equals(LOOPBACK) && !host.equals("localhost") && !host.equals("::1")
                && settings.apiKey().isEmpty()) {
            terminal.err()
                    .println("warning: anyone who reaches " + host + " can use the models; set "
                            + "HEADLINE_BENCH_API_KEY to ask for a key, and put TLS in front.");
        }
        var cancellation = new Cancellation();
        var stopped = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> {
            cancellation.cancel();
            stopped.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (ModelServer server = ModelServer.start(settings, bench.launcher(), bench.models(),
                (_, message) -> progress(message), cancellation)) {
            settings.models()
                    .forEach(model -> terminal.out()
                            .println(model.name() + ": " + model.setups().getFirst().stack().text() + ", "
                                    + model.replicas() + (model.replicas() == 1 ? " worker" : " workers") + " on "
                                    + String.join(", ",
                                            model.setups().stream().map(setup -> setup.device().toString()).toList())));
            terminal.out().println("Serving at " + server.address() + "/v1 - Ctrl-C stops.");
            terminal.out().flush();
            stopped.await();
            terminal.err().println("Stopping: running requests may take " + graceSeconds + " s more.");
        } finally {
            ended.countDown();
        }
        return ExitCode.OK;
    }

    private void progress(String message) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + message + "\u001b[K\r");
        }
    }

    private ServeSettings settings(CliServices bench) {
        requireWithin("--replicas", replicas, 1, 64);
        requireWithin("--slots", slots, 1, 1024);
        requireWithin("--port", port, 0, 65_535);
        requireWithin("--max-context", maxContext, 2, 1 << 20);
        requireWithin("--queue", queue, 0, 1_000_000);
        requireWithin("--max-body", maxBodyKib, 1, 1 << 20);
        requireWithin("--timeout", timeoutSeconds, 1, 86_400);
        requireWithin("--grace", graceSeconds, 0, 86_400);
        List<String> ids = models.isEmpty() ? List.of(bench.library().catalog().defaultId().value()) : models;
        if (stacks.size() > 1 && stacks.size() != ids.size()) {
            throw new UserError(stacks.size() + " stacks were given for " + ids.size() + " models.",
                    "Give --stack once for all models, or once for each.");
        }
        if (!names.isEmpty() && names.size() != ids.size()) {
            throw new UserError(names.size() + " names were given for " + ids.size() + " models.",
                    "Give --name once for each model.");
        }
        List<DeviceId> places = devices.stream().map(DeviceId::parse).toList();
        if (places.stream().distinct().count() < places.size()) {
            throw new UserError("--device names a device twice.",
                    "Name each once; --replicas says how many workers it has.");
        }
        var served = new ArrayList<ServeSettings.Model>();
        for (int i = 0; i < ids.size(); i++) {
            String text = stacks.isEmpty() ? "" : stacks.get(stacks.size() == 1 ? 0 : i);
            String id = ids.get(i);
            List<RunSetup> setups = places.stream()
                    .map(where -> new RunSetup(id, where, ModelServer.served(Stack.parse(text, where.kind()), slots)))
                    .toList();
            String name = names.isEmpty() ? name(ids.get(i)) : names.get(i);
            if (name.isBlank() || served.stream().anyMatch(other -> other.name().equals(name))) {
                throw new UserError("Two models would be called '" + name + "', or one nothing at all.",
                        "Give each a name of its own with --name.");
            }
            served.add(new ServeSettings.Model(name, setups, replicas));
        }
        return new ServeSettings(host, port, served, bench.apiKey(), maxContext, queue, maxBodyKib * 1024,
                Duration.ofSeconds(timeoutSeconds), Duration.ofSeconds(graceSeconds));
    }

    private static String name(String id) {
        return Optional.ofNullable(Path.of(id).getFileName()).map(Path::toString).orElse(id);
    }

    private static void requireWithin(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UserError(option + " must lie within " + least + " and " + most + ", not " + value + ".",
                    "Give a whole number in that range.");
        }
    }
}
