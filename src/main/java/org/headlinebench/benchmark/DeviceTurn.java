package org.headlinebench.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.headlinebench.failure.UserError;

/** The right to use a device alone: a lock on a file per device, which ends with the process. Closing it ends the turn. */
public final class DeviceTurn implements AutoCloseable {
    private static final long PAUSE_NANOS = 200_000_000;

    private final FileChannel channel;

    private DeviceTurn(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Returns when the device is ours, or when there is no more reason to wait: what is cancelled measures nothing.
     *
     * @param folder  where the lock files lie, the same for all processes of a user
     * @param device  such as {@code cpu}
     * @param waiting is told why it waits, and then an empty text when it does no more
     */
    public static DeviceTurn await(Path folder, String device, BooleanSupplier cancelled, Consumer<String> waiting) {
        FileChannel channel = open(folder, device);
        try {
            boolean told = false;
            while (tryLock(channel).isEmpty() && !cancelled.getAsBoolean()) {
                if (!told) {
                    waiting.accept("Another experiment is using " + device + "; waiting for its end.");
                    told = true;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            if (told) {
                waiting.accept("");
            }
            return new DeviceTurn(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException withinThisProcess) {
            return Optional.empty();
        }
    }

    private static FileChannel open(Path folder, String device) {
        Path file = folder.resolve("device-" + device.replaceAll("[^A-Za-z0-9]", "-") + ".lock");
        try {
            Files.createDirectories(folder);
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UserError(file + " cannot be written: " + e.getMessage() + ".",
                    "Make the application folder writable.", e);
        }
    }
}
