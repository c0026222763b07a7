package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullProgress.Phase;

/**
 * Keeps two processes, or two threads, from fetching or deleting the same model at once. The operating system releases
 * it when its process dies. The file itself stays: removing it would let two of them hold different files of one name.
 */
final class ModelLock implements AutoCloseable {
    private final FileChannel channel;

    private ModelLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock, says so, and can be cancelled. */
    static ModelLock await(Path file, String what, Pull pull) {
        for (boolean told = false;; told = true) {
            pull.checkCancelled();
            Optional<ModelLock> lock = tryNow(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (!told) {
                pull.report(Phase.WAITING_FOR_OTHER_PULL, what);
            }
            pull.sleep(Pull.HEARTBEAT);
        }
    }

    /** The lock, unless somebody else has it. */
    static Optional<ModelLock> tryNow(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new ModelLock(channel));
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process has it.
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw PullError.disk(file, e);
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
}
