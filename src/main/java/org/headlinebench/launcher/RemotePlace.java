package org.headlinebench.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.WorkerPlace;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.protocol.HostCommand;
import org.headlinebench.launcher.protocol.HostReport;
import org.headlinebench.launcher.protocol.ModelPart;

/** A machine behind a launcher. */
public final class RemotePlace implements WorkerPlace {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int UNDER_WAY = 8;

    /**
     * What a machine behind a launcher is.
     *
     * @param version of the program over there
     * @param host    its name
     * @param devices what it has
     */
    public record Machine(String version, String host, List<Device> devices) {
        public Machine {
            devices = List.copyOf(devices);
        }
    }

    private final Launcher launcher;
    private final ModelLibrary library;
    private final ModelFiles models;
    private final String version;
    private final Path logs;
    private final KnownMachines known;

    RemotePlace(Launcher launcher, ModelLibrary library, ModelFiles models, String version, Path logs,
            KnownMachines known) {
        this.launcher = launcher;
        this.library = library;
        this.models = models;
        this.version = version;
        this.logs = logs;
        this.known = known;
    }

    @Override
    public Optional<Ready> open(Need need, BiConsumer<Double, String> progress, Cancellation cancellation)
            throws IOException {
        progress.accept(-1.0, "Reaching " + launcher.name());
        RemoteConnection connection = RemoteConnection.start(launcher, log(need.log()));
        cancellation.onCancel(connection::abandon);
        try {
            HostReport.Welcome welcome = connection.welcome(version);
            HostReport.Machine machine = describe(connection, welcome);
            Device device = listed(machine.devices(), need.device());
            var facts = new TreeMap<>(machine.facts());
            facts.put("launcher.name", launcher.name());
            facts.put("launcher.host", welcome.host());
            facts.put("device.name", device.name());
            String model = find(connection, need.model(), progress);
            Optional<String> draft = need.draft().map(small -> find(connection, small, progress));
            bandwidth(connection, device, progress)
                    .ifPresent(bytes -> facts.put(Run.BANDWIDTH_BYTES_PER_SECOND, String.valueOf(bytes)));
            connection.ask(new HostCommand.Work(device.id()), HostReport.Working.class, progress);
            return Optional.of(new Ready(new RemoteWorker(connection), model, draft, facts));
        } catch (UserError e) {
            connection.close();
            if (cancellation.isCancelled()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Starts the program over there, asks what machine it is, and has bandwidths measured that are not known.
     *
     * @throws UserError if it cannot be reached
     */
    public Machine check(BiConsumer<Double, String> progress, Cancellation cancellation) {
        try (RemoteConnection connection = RemoteConnection.start(launcher, log("check-" + launcher.name()))) {
            cancellation.onCancel(connection::abandon);
            HostReport.Welcome welcome = connection.welcome(version);
            HostReport.Machine machine = describe(connection, welcome);
            machine.devices().forEach(device -> bandwidth(connection, device, progress));
            return new Machine(welcome.appVersion(), welcome.host(), describe(connection, welcome).devices());
        } catch (UserError e) {
            throw cancellation.isCancelled() ? new UserError("It was cancelled.", "Start it again.", e) : e;
        }
    }

    /**
     * Copies a model there unless it is there; fetches it to this machine first if need be.
     *
     * @param model a catalog id or a path on this machine
     * @return whether anything was copied
     */
    public boolean copy(String model, BiConsumer<Double, String> progress, Cancellation cancellation) {
        Path here = models.locate(model, progress, cancellation);
        try (RemoteConnection connection = RemoteConnection.start(launcher, log("copy-" + launcher.name()))) {
            cancellation.onCancel(connection::abandon);
            connection.welcome(version);
            if (located(connection, WantedModel.of(model, library), progress) instanceof HostReport.Found) {
                return false;
            }
            send(connection, here, progress);
            return true;
        } catch (IOException e) {
            throw new UserError(here + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
        } catch (UserError e) {
            throw cancellation.isCancelled()
                    ? new UserError("Copying was cancelled; nothing of it was kept over there.", "Start it again.", e)
                    : e;
        }
    }

    private static void send(RemoteConnection connection, Path model, BiConsumer<Double, String> progress)
            throws IOException {
        List<ModelPart> parts = ModelParts.of(model);
        connection.send(new HostCommand.Take(parts));
        int underWay = 0;
        for (Path file : ModelParts.files(model)) {
            try (InputStream in = Files.newInputStream(file)) {
                for (byte[] bytes = in.readNBytes(CHUNK_BYTES); bytes.length > 0; bytes = in.readNBytes(CHUNK_BYTES)) {
                    connection.send(new HostCommand.Chunk(Base64.getEncoder().encodeToString(bytes)));
                    underWay++;
                    if (underWay > UNDER_WAY) {
                        tell(connection.answer(HostReport.Progress.class, progress), progress);
                        underWay--;
                    }
                }
            }
        }
        connection.answer(HostReport.Found.class, progress);
    }

    private static void tell(HostReport.Progress arrived, BiConsumer<Double, String> progress) {
        progress.accept(arrived.fraction(), arrived.message());
    }

    private HostReport.Machine describe(RemoteConnection connection, HostReport.Welcome welcome) {
        HostReport.Machine machine = connection.ask(new HostCommand.Describe(), HostReport.Machine.class,
                (_, _) -> {});
        known.remember(launcher, new Machine(welcome.appVersion(), welcome.host(), machine.devices()));
        return machine;
    }

    private Device listed(List<Device> devices, DeviceId wanted) {
        return devices.stream()
                .filter(device -> device.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new UserError(launcher.name() + " has no device " + wanted + ".",
                        "Choose one of: "
                                + String.join(", ", devices.stream().map(device -> device.id().toString()).toList())
                                + "."));
    }

    /** A run does not need it; its roofline share is then absent. */
    private static Optional<Double> bandwidth(RemoteConnection connection, Device device,
            BiConsumer<Double, String> progress) {
        if (device.copyBandwidthBytesPerSecond().isPresent()) {
            return Optional.of(device.copyBandwidthBytesPerSecond().getAsDouble());
        }
        return switch (connection.ask(new HostCommand.Measure(device.id()), HostReport.Bandwidth.class, progress)) {
            case HostReport.Measured(Device measured) ->
                measured.copyBandwidthBytesPerSecond().stream().boxed().findFirst();
            case HostReport.NotMeasured _ -> Optional.empty();
        };
    }

    private String find(RemoteConnection connection, String model, BiConsumer<Double, String> progress) {
        HostCommand.Find wanted = WantedModel.of(model, library);
        return switch (located(connection, wanted, progress)) {
            case HostReport.Found(String path) -> path;
            case HostReport.Missing(var reason, String detail) -> throw missing(model, wanted, reason, detail);
        };
    }

    private static HostReport.Location located(RemoteConnection connection, HostCommand.Find wanted,
            BiConsumer<Double, String> progress) {
        return connection.ask(wanted, HostReport.Location.class, progress);
    }

    private UserError missing(String model, HostCommand.Find wanted, HostReport.Reason reason, String detail) {
        String copy = CommandWords.text(List.of("headline-bench", "launchers", "copy", launcher.name(), model));
        return switch (reason) {
            case UNKNOWN -> new UserError(
                    "The model " + model + " is not known on " + launcher.name() + ".", "Copy it there: " + copy + ".");
            case NOT_INSTALLED -> new UserError("The model " + model + " is not on " + launcher.name() + ".",
                    "Fetch it there: " + launcher.text("models", "pull", wanted.model()) + ". Or copy it from here: "
                            + copy + ".");
            case DIFFERENT -> new UserError(
                    "The model " + model + " on " + launcher.name() + " is another one than here: " + detail + ".",
                    "Copy the one from here: " + copy + ".");
        };
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }
}
