package org.headlinebench.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A whole file mapped read-only. Every access through it is bounds-checked. */
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;

    private MappedFile(Path path, Arena arena, MemorySegment bytes) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
    }

    static MappedFile open(Path path) {
        if (Files.isDirectory(path)) {
            throw new NotAModel(path + " is a folder, not a file.", "Give the path of the model file in it.");
        }
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new MappedFile(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (NoSuchFileException e) {
            arena.close();
            throw new NotAModel("There is no file " + path + ".", "Check the path.");
        } catch (IOException e) {
            arena.close();
            throw new MalformedModelFile(path, "it cannot be read (" + e.getMessage() + ")",
                    "Check the file's permissions and the disk.", e);
        }
    }

    Path path() {
        return path;
    }

    MemorySegment bytes() {
        return bytes;
    }

    byte[] start() {
        return bytes.asSlice(0, Math.min(FileStart.BYTES, bytes.byteSize())).toArray(ValueLayout.JAVA_BYTE);
    }

    /** A failure of this file, worded for what it really is where that can be told. */
    MalformedModelFile malformed(String what) {
        return FileStart.recognise(start())
                .map(mixup -> new MalformedModelFile(path, mixup.what(), mixup.remedy(), null))
                .orElseGet(() -> new MalformedModelFile(path, what));
    }

    @Override
    public void close() {
        arena.close();
    }
}
