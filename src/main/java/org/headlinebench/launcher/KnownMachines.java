package org.headlinebench.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.failure.UserError;

/** What machines were found behind launchers, so that their devices can be chosen without reaching for them. */
final class KnownMachines {
    private record Known(String name, List<String> command, RemotePlace.Machine machine) {}

    private record AllKnown(List<Known> machines) {}

    private final Path file;

    KnownMachines(Path file) {
        this.file = file;
    }

    /** Behind the launcher as it is now; another command may lead elsewhere. */
    synchronized Optional<RemotePlace.Machine> of(Launcher launcher) {
        return all().stream()
                .filter(known -> known.name().equals(launcher.name())
                        && known.command().equals(launcher.workerCommand()))
                .findFirst()
                .map(Known::machine);
    }

    synchronized void remember(Launcher launcher, RemotePlace.Machine machine) {
        var all = new ArrayList<>(all());
        var found = new Known(launcher.name(), launcher.workerCommand(), machine);
        if (all.contains(found)) {
            return;
        }
        all.removeIf(known -> known.name().equals(launcher.name()));
        all.add(found);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, BenchmarkJson.write(new AllKnown(all)));
        } catch (IOException e) {
            System.getLogger(KnownMachines.class.getName())
                    .log(System.Logger.Level.WARNING, "the machine cannot be kept in " + file, e);
        }
    }

    private List<Known> all() {
        try {
            return BenchmarkJson.read(Files.readString(file), AllKnown.class).machines();
        } catch (IOException | UserError nothingKnownYet) {
            return List.of();
        }
    }
}
