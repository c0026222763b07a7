package org.headlinebench.tracking;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.MlflowRuns.Found;
import org.headlinebench.tracking.RunRecord.Metric;

/**
 * Sends stored runs to an MLflow server. A run is there at most once, found again by the tag
 * {@code headline-bench.run}; the tag with its digest comes last, so that a run without it is not whole yet and is
 * completed by sending it again.
 */
public final class Tracking {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final String DIGEST = "headline-bench.digest";

    private final RunStore store;
    private final Reporting reporting;
    private final String version;
    private final Optional<String> defaultAddress;
    private final Optional<String> token;
    private final Duration firstPause;
    private final Clock clock;

    /**
     * @param version        of the program
     * @param defaultAddress of the server, where none is named
     * @param token          sent to the server; never shown, logged or stored
     */
    public Tracking(RunStore store, Reporting reporting, String version, Optional<String> defaultAddress,
            Optional<String> token, Clock clock) {
        this(store, reporting, version, defaultAddress, token, FIRST_PAUSE, clock);
    }

    Tracking(RunStore store, Reporting reporting, String version, Optional<String> defaultAddress,
            Optional<String> token, Duration firstPause, Clock clock) {
        this.store = store;
        this.reporting = reporting;
        this.version = version;
        this.defaultAddress = defaultAddress;
        this.token = token;
        this.firstPause = firstPause;
        this.clock = clock;
    }

    /** The address where none is named. */
    public Optional<String> defaultAddress() {
        return defaultAddress;
    }

    /**
     * The server at an address, or at the default one.
     *
     * @throws UserError if there is no address, it is none, or the token would travel in the open
     */
    public TrackingServer server(Optional<String> address, String experiment) {
        return TrackingServer.at(address.or(() -> defaultAddress)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new UserError("No MLflow server is named.",
                        "Name one with --to http://HOST:5000, or set MLFLOW_TRACKING_URI.")),
                experiment, token);
    }

    /**
     * Sends runs one after the other; it blocks until they have arrived.
     *
     * @param runs runs that are over
     * @param told hears of each run when it has arrived
     * @throws UserError if a run is not over, or the server is not reached or refuses; runs told of before have arrived
     */
    public void send(List<Run> runs, TrackingServer server, Consumer<Sent> told) {
        runs.stream().filter(run -> !run.state().isOver()).findFirst().ifPresent(run -> {
            throw new UserError("Run " + run.id() + " is not over yet.", "Send it when it is.");
        });
        try (var http = new MlflowHttp(server, firstPause)) {
            MlflowRuns there = MlflowRuns.of(http, server);
            runs.forEach(run -> told.accept(send(run, there)));
        }
    }

    private Sent send(Run run, MlflowRuns there) {
        try (var files = new RunFiles(store, reporting, version, clock, run)) {
            RunRecord record = ExportedRun.of(run, files.exported());
            String digest = record.digest();
            Found found = there.findOrCreate(run.id().value(), record);
            Optional<String> before = Optional.ofNullable(found.tags().get(DIGEST));
            if (before.filter(digest::equals).isPresent()) {
                return new Sent(run.id(), Sent.Outcome.UNCHANGED, there.page(found), 0, 0, Optional.empty());
            }
            there.logParameters(found, changed(record.parameters(), found.parameters()));
            List<Metric> metrics = new java.util.ArrayList<>(figures(record, found));
            if (before.isEmpty()) {
                // Points that arrived before are the same points: the server keeps each once.
                metrics.addAll(record.series());
            }
            there.logMetrics(found, metrics);
            there.setTags(found, record.tags());
            there.end(found, record);
            Optional<String> place = there.proxied(found);
            int sent = place.map(at -> put(files, there, at)).orElse(0);
            there.setTags(found, Map.of(DIGEST, digest));
            return new Sent(run.id(), found.isNew() ? Sent.Outcome.CREATED : Sent.Outcome.UPDATED, there.page(found),
                    metrics.size(), sent, place.isPresent()
                            ? Optional.empty()
                            : Optional.of("the server keeps files in a store of its own, not behind its artifact proxy "
                                    + "(mlflow server --serve-artifacts)"));
        }
    }

    private static int put(RunFiles files, MlflowRuns there, String place) {
        List<Path> names = files.all();
        names.forEach(name -> there.putFile(place, name.toString().replace('\\', '/'), files.path(name),
                RunFiles.type(name)));
        return names.size();
    }

    /**
     * Figures that the server does not have. One that it has with another value is newer: the server shows the value with
     * the latest time.
     */
    private List<Metric> figures(RunRecord record, Found found) {
        long now = clock.millis();
        return record.figures()
                .stream()
                .filter(figure -> !Double.valueOf(figure.value()).equals(found.figures().get(figure.name())))
                .map(figure -> found.figures().containsKey(figure.name())
                        ? new Metric(figure.name(), figure.value(), now, figure.step())
                        : figure)
                .toList();
    }

    private static Map<String, String> changed(Map<String, String> wanted, Map<String, String> there) {
        var missing = new HashMap<>(wanted);
        missing.entrySet().removeAll(there.entrySet());
        return missing;
    }
}
