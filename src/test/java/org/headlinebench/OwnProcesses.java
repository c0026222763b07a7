package org.headlinebench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.headlinebench.benchmark.WorkerLauncher;

/**
 * The processes that a test starts through commands of its own, told from those that another test starts at the same
 * time: each notes its number in a file before it becomes what it is to run.
 *
 * @param file where the numbers are noted, one a line
 */
public record OwnProcesses(Path file) {
    /** The command, which notes its process when it starts. */
    public List<String> noted(List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", "echo $$ >> \"$0\"; exec \"$@\"", file.toString()),
                command.stream()).toList();
    }

    /** The launcher, whose workers are noted. */
    public WorkerLauncher noted(WorkerLauncher launcher) {
        return new WorkerLauncher(noted(launcher.command()), launcher.environment(), launcher.logFolder());
    }

    /** Those that still run, in the order of their start. */
    public List<ProcessHandle> alive() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file)
                    .stream()
                    .flatMap(number -> ProcessHandle.of(Long.parseLong(number)).stream())
                    .filter(ProcessHandle::isAlive)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
