package org.headlinebench.tracking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.RunExport;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.report.ChartFiles;
import org.headlinebench.report.Reporting;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.document.Document;

/** A run's files in a folder that is gone afterwards: the exports, and the charts beside its experiment's baseline. */
final class RunFiles implements AutoCloseable {
    static final String JSON = "run.json";

    private final RunStore store;
    private final Reporting reporting;
    private final String version;
    private final Clock clock;
    private final Run run;
    private final Path folder;

    RunFiles(RunStore store, Reporting reporting, String version, Clock clock, Run run) {
        this.store = store;
        this.reporting = reporting;
        this.version = version;
        this.clock = clock;
        this.run = run;
        try {
            folder = Files.createTempDirectory("headline-bench-tracking");
            export().writeJson(List.of(run.id()), folder.resolve(JSON));
        } catch (IOException e) {
            throw new UserError("The run's files cannot be made: " + e.getMessage() + ".",
                    "Make the folder for temporary files writable, with some room.", e);
        }
    }

    /** The run as its JSON export has it. */
    JsonNode exported() {
        return JsonMapper.shared().readTree(folder.resolve(JSON)).path("runs").path(0);
    }

    /** Makes what is not there yet. Names are relative and in the order of sending. */
    List<Path> all() {
        export().writeCsv(List.of(run.id()), folder.resolve("samples.csv"));
        // A report needs samples of a dataset; a typed article has none.
        if (!run.workload().adHoc() && !store.samples(run.id()).isEmpty()) {
            ChartFiles.write(document(), folder.resolve("charts"));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(Path name) {
        return folder.resolve(name);
    }

    static String type(Path name) {
        String text = name.toString();
        return switch (text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "json" -> "application/json";
            case "csv" -> "text/csv";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "pdf" -> "application/pdf";
            default -> "application/octet-stream";
        };
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            System.getLogger(RunFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "a temporary folder stays: " + folder, leftBehind);
        }
    }

    private RunExport export() {
        return new RunExport(store, version, clock);
    }

    private Document document() {
        List<Run> shown = Stream.concat(store.ofExperiment(run.experiment())
                .stream()
                .filter(other -> other.ordinal() == 1 && !other.id().equals(run.id())
                        && !store.samples(other.id()).isEmpty()),
                Stream.of(run)).toList();
        return reporting.on(shown, new ReportSettings(List.of(), Prices.NONE, Optional.empty(), OptionalLong.empty(),
                "Headline Bench " + version, clock.instant()));
    }
}
