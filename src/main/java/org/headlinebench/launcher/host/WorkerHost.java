package org.headlinebench.launcher.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntConsumer;

import org.headlinebench.benchmark.DeviceTurn;
import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.Pulse;
import org.headlinebench.launcher.protocol.HostCommand;
import org.headlinebench.launcher.protocol.HostReport;

/**
 * This machine for somebody elsewhere who reached it by a command: answers on the standard streams, then starts a worker
 * as for a run of this machine's own and passes lines on in both directions. When the other side goes away, the worker
 * and this process end.
 */
public final class WorkerHost {
    private static final int PARENT_GONE_EXIT_CODE = 71;
    private static final int WAITING_LINES = 8;
    private static final long SILENCE_MILLIS = 60_000;

    private final String version;
    private final String host;
    private final ModelShelf shelf;
    private final Devices devices;
    private final Map<String, String> facts;
    private final WorkerLauncher launcher;
    private final Path locks;
    private final IntConsumer exit;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(WAITING_LINES);
    private MessageStream stream;
    private Optional<Process> worker = Optional.empty();
    private volatile Optional<MessageStream> toWorker = Optional.empty();
    private boolean gone;

    /**
     * @param host     the machine's name
     * @param facts    for the provenance of runs
     * @param launcher starts workers on this machine
     * @param locks    folder of the locks by which runs on a device wait for each other
     * @param exit     ends the process at once
     */
    public WorkerHost(String version, String host, ModelShelf shelf, Devices devices, Map<String, String> facts,
            WorkerLauncher launcher, Path locks, IntConsumer exit) {
        this.version = version;
        this.host = host;
        this.shelf = shelf;
        this.devices = devices;
        this.facts = Map.copyOf(facts);
        this.launcher = launcher;
        this.locks = locks;
        this.exit = exit;
    }

    /** Serves one run, or a few questions. Returns the exit code that the process is to end with. */
    public int serve(InputStream in, OutputStream out) throws IOException, InterruptedException {
        stream = new MessageStream(in, out, _ -> {});
        stream.send(new HostReport.Welcome(MessageStream.VERSION, version, host));
        Pulse pulse = new Pulse(stream, SILENCE_MILLIS, this::parentIsGone).start();
        Thread.ofPlatform().daemon().name("parent").start(() -> listen(pulse));
        while (true) {
            try {
                Optional<HostCommand> command = MessageStream.parse(lines.take(), HostCommand.class);
                if (command.isPresent()) {
                    if (command.get() instanceof HostCommand.Work(DeviceId device)) {
                        return work(device);
                    }
                    answer(command.get());
                }
            } catch (UserError e) {
                stream.send(new HostReport.Refused(e.getMessage(), e.remedy()));
            }
        }
    }

    private void answer(HostCommand command) throws IOException {
        switch (command) {
            case HostCommand.Describe _ -> stream.send(new HostReport.Machine(devices.list(), facts));
            case HostCommand.Measure(DeviceId device) -> {
                stream.send(new HostReport.Progress(-1, "Measuring the bandwidth of " + device));
                stream.send(measured(device));
            }
            case HostCommand.Find wanted -> {
                stream.send(new HostReport.Progress(-1, "Looking for the model"));
                stream.send(shelf.find(wanted));
            }
            case HostCommand.Take(var parts) -> stream.send(new HostReport.Found(shelf.take(parts, this::chunk,
                    (fraction, name) -> stream.send(new HostReport.Progress(fraction, "Copying " + name)))
                    .toString()));
            // What was on its way when a model was refused.
            case HostCommand.Chunk _ -> {
            }
            case HostCommand.Work _ -> throw new IllegalStateException("work is no question");
        }
    }

    private HostReport.Bandwidth measured(DeviceId device) {
        try {
            return new HostReport.Measured(devices.measured(device));
        } catch (UserError e) {
            return new HostReport.NotMeasured(e.getMessage());
        }
    }

    private HostCommand.Chunk chunk() throws IOException {
        try {
            return MessageStream.parse(lines.take(), HostCommand.class)
                    .filter(HostCommand.Chunk.class::isInstance)
                    .map(HostCommand.Chunk.class::cast)
                    .orElseThrow(() -> new UserError("The model's files were interrupted.", "Copy the model again."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private int work(DeviceId device) throws IOException, InterruptedException {
        devices.listed(device);
        try (DeviceTurn _ = DeviceTurn.await(locks, device.toString(), () -> false, this::waits)) {
            Process process = start();
            var fromWorker = new MessageStream(process.getInputStream(), process.getOutputStream(), _ -> {});
            // Nothing comes for the worker before its parent has heard that it is there.
            toWorker = Optional.of(fromWorker);
            stream.send(new HostReport.Working());
            for (var line = fromWorker.line(); line.isPresent(); line = fromWorker.line()) {
                stream.pass(line.get());
            }
            int code = process.waitFor();
            stream.send(new WorkerReport.Ended(code));
            return code;
        }
    }

    private void waits(String why) {
        try {
            stream.send(new HostReport.Progress(-1, why.isEmpty() ? "Starting" : why));
        } catch (IOException parentGone) {
            parentIsGone();
        }
    }

    private synchronized Process start() throws IOException {
        if (gone) {
            throw new IOException("nobody is there any more");
        }
        var builder = new ProcessBuilder(launcher.command());
        builder.environment().putAll(launcher.environment());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        worker = Optional.of(builder.start());
        return worker.get();
    }

    private void listen(Pulse pulse) {
        try {
            for (var line = stream.line(); line.isPresent(); line = stream.line()) {
                pulse.heard();
                if (!line.get().equals(HostCommand.ALIVE)) {
                    heard(line.get());
                }
            }
        } catch (IOException | UserError brokenStream) {
            // As its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        parentIsGone();
    }

    private void heard(String line) throws InterruptedException {
        Optional<MessageStream> receiver = toWorker;
        if (receiver.isEmpty()) {
            lines.put(line);
            return;
        }
        try {
            receiver.get().pass(line);
        } catch (IOException workerEnded) {
            // Whoever reads from it tells its end.
        }
    }

    private void parentIsGone() {
        synchronized (this) {
            gone = true;
            worker.ifPresent(Process::destroyForcibly);
        }
        exit.accept(worker.isPresent() ? PARENT_GONE_EXIT_CODE : 0);
    }
}
