package org.headlinebench.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;

/**
 * Lets one experiment at a time use a device, whichever process of this user runs it: a window and a command line that
 * measured at once would falsify both. The turn is a lock on a file per device, which ends with the process.
 */
public final class ExclusiveBenchmark implements Benchmark {
    private static final long PAUSE_NANOS = 200_000_000;

    private final Benchmark benchmark;
    private final Path folder;

    /** @param folder where the lock files lie, the same for all processes of a user */
    public ExclusiveBenchmark(Benchmark benchmark, Path folder) {
        this.benchmark = benchmark;
        this.folder = folder;
    }

    @Override
    public List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation) {
        List<DeviceId> devices = experiment.setups()
                .stream()
                .filter(setup -> setup.server().isEmpty())
                .map(RunSetup::device)
                .distinct()
                .sorted(
                        java.util.Comparator.comparing(DeviceId::toString))
                .toList();
        return with(devices, experiment, listener, cancellation);
    }

    private List<Run> with(List<DeviceId> devices, Experiment experiment, RunListener listener,
            Cancellation cancellation) {
        if (devices.isEmpty()) {
            return benchmark.run(experiment, listener, cancellation);
        }
        DeviceId device = devices.getFirst();
        try (FileChannel channel = open(device)) {
            await(channel, device, listener, cancellation);
            return with(devices.subList(1, devices.size()), experiment, listener, cancellation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the device is ours, or when there is no more reason to wait: a cancelled experiment measures nothing. */
    private static void await(FileChannel channel, DeviceId device, RunListener listener, Cancellation cancellation)
            throws IOException {
        boolean told = false;
        while (tryLock(channel).isEmpty() && !cancellation.isCancelled()) {
            if (!told) {
                listener.waiting("Another experiment is using " + device + "; waiting for its end.");
                told = true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (told) {
            listener.waiting("");
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException withinThisProcess) {
            return Optional.empty();
        }
    }

    private FileChannel open(DeviceId device) {
        Path file = folder.resolve("device-" + device.toString().replaceAll("[^A-Za-z0-9]", "-") + ".lock");
        try {
            Files.createDirectories(folder);
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage() + ".",
                    "Make the application folder writable.", e);
        }
    }
}
