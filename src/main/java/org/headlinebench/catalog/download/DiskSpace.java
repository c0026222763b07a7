package org.headlinebench.catalog.download;

import java.io.IOException;
import java.nio.file.Path;

/** Tells how many bytes can still be written into a folder. */
@FunctionalInterface
public interface DiskSpace {
    /** Kept free beside every download, so that the run store and logs can still be written. */
    long RESERVE_BYTES = 64L << 20;

    // Not by the file store, which is looked up in the mount table and is not found there below chroot.
    DiskSpace REAL = folder -> folder.toFile().getUsableSpace();

    long usableBytes(Path folder) throws IOException;

    /** @throws PullError if the bytes do not fit */
    default void require(Path folder, long neededBytes) {
        try {
            long usable = usableBytes(folder);
            if (usable - RESERVE_BYTES < neededBytes) {
                throw PullError.noSpace(folder, neededBytes + RESERVE_BYTES, usable);
            }
        } catch (IOException e) {
            throw PullError.disk(folder, e);
        }
    }
}
