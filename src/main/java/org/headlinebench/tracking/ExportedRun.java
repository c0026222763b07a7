package org.headlinebench.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.optimization.Axis;
import org.headlinebench.tracking.RunRecord.Metric;

/**
 * Turns a run of a JSON export into MLflow's terms. Names are the export's ({@code docs/export-format.md}), nested ones
 * joined by dots, so that a number means there what it means in every export.
 */
final class ExportedRun {
    /** The tag by which a run is found again. */
    static final String RUN = "headline-bench.run";

    private static final String FORBIDDEN = "[^A-Za-z0-9_\\-. /:]";
    /** MLflow before 2.8 takes no longer ones. */
    private static final int LONGEST_PARAMETER = 500;
    private static final int LONGEST_TAG = 5000;
    /** Of an interval, what says how it was computed is no figure of the run. */
    private static final Set<String> HOW_COMPUTED = Set.of("estimate", "level", "resamples", "samples");
    private static final List<String> SAMPLE_FIGURES = List.of("promptTokens", "outputTokens", "cutWords");
    private static final List<String> SAMPLE_TIMES = List.of("endToEndMillis", "ttftMillis", "tpotMillis",
            "generateMillis", "tokensPerSecond", "queueMillis");
    private static final List<String> ROUGE = List.of("rouge1", "rouge2", "rougeL", "rougeLsum");

    private final Run run;
    private final JsonNode exported;
    private final Instant start;
    private final Instant end;
    private final Map<String, String> parameters = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final List<Metric> figures = new ArrayList<>();
    private final List<Metric> series = new ArrayList<>();

    private ExportedRun(Run run, JsonNode exported) {
        this.run = run;
        this.exported = exported;
        start = run.startedAt().orElse(run.createdAt());
        end = run.endedAt().orElse(start);
    }

    /**
     * @param run      one that is over
     * @param exported the same run, an element of {@code runs} of the export
     */
    static RunRecord of(Run run, JsonNode exported) {
        var all = new ExportedRun(run, exported);
        all.parameters();
        all.figures();
        all.series();
        all.tags();
        return new RunRecord(run.setup().name(), status(run), all.start, all.end, all.parameters, all.figures,
                all.series, all.tags);
    }

    private static String status(Run run) {
        return switch (run.state()) {
            case FINISHED -> "FINISHED";
            case FAILED -> "FAILED";
            case CANCELLED -> "KILLED";
            case QUEUED, PREPARING, WARMING_UP, MEASURING -> "RUNNING";
        };
    }

    private void parameters() {
        parameter("model", run.setup().model());
        if (run.setup().server().isPresent()) {
            // What a server runs, and on what, is not known.
            scalars("server", exported.path("server"));
        } else {
            parameter("device", run.setup().device().toString());
            parameter("stack", run.setup().stack().text());
            for (Axis axis : Axis.values()) {
                parameter("stack." + axis.word(), axis.of(run.setup().stack()).text());
            }
        }
        scalars("workload", exported.path("workload"));
    }

    private void scalars(String name, JsonNode object) {
        object.properties().forEach(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                parameter(name + "." + field.getKey(), field.getValue().asString());
            }
        });
    }

    private void parameter(String name, String value) {
        if (!value.isBlank()) {
            parameters.put(safe(name), cut(value, LONGEST_PARAMETER));
        }
    }

    private void figures() {
        number("wallMillis", exported.path("wallMillis"));
        for (String part : List.of("load", "memory", "energy", "parallel")) {
            flatten(part, exported.path(part));
        }
        JsonNode summary = exported.path("summary");
        summary.properties().forEach(field -> flatten(field.getKey(), field.getValue()));
        figure("outliers", summary.path("outlierPositions").size());
    }

    private void flatten(String name, JsonNode value) {
        if (value.isObject()) {
            boolean interval = name.endsWith(".interval");
            value.properties().forEach(field -> {
                if (!interval || !HOW_COMPUTED.contains(field.getKey())) {
                    flatten(name + "." + field.getKey(), field.getValue());
                }
            });
        } else if (value.isArray()) {
            String texts = texts(value);
            tag(name, texts);
        } else if (value.isString()) {
            tag(name, value.stringValue());
        } else if (value.isBoolean()) {
            tag(name, String.valueOf(value.booleanValue()));
        } else {
            number(name, value);
        }
    }

    /** Sentences of a list of texts or explanations; empty for other lists, whose whole content is in the export. */
    private static String texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.isString() ? each.stringValue() : each.path("text").asString(""))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private void number(String name, JsonNode value) {
        if (value.isNumber()) {
            figure(name, value.doubleValue());
        }
    }

    private void figure(String name, double value) {
        figures.add(new Metric(safe(name), value, end.toEpochMilli(), 0));
    }

    private void series() {
        for (JsonNode sample : exported.path("samples")) {
            long position = sample.path("position").longValue();
            SAMPLE_FIGURES.forEach(name -> point("sample." + name, sample.path(name), end, position));
            SAMPLE_TIMES.forEach(name -> point("sample." + name, sample.path("times").path(name), end, position));
            ROUGE.forEach(name -> point("sample." + name + ".f1", sample.path("rouge").path(name).path("f1"), end,
                    position));
        }
        readings("memory", exported.path("memoryReadings"));
        readings("machine", exported.path("machineReadings"));
    }

    private void readings(String name, JsonNode readings) {
        int step = 0;
        for (JsonNode reading : readings) {
            Instant at = start.plusMillis(Math.round(reading.path("elapsedMillis").doubleValue()));
            int number = step++;
            reading.properties().forEach(field -> {
                if (!field.getKey().equals("elapsedMillis")) {
                    point(name + "." + field.getKey(), field.getValue(), at, number);
                }
            });
            for (JsonNode gpu : reading.path("gpus")) {
                gpu.properties().forEach(field -> {
                    if (!field.getKey().equals("index")) {
                        point(name + ".gpu" + gpu.path("index").intValue() + "." + field.getKey(), field.getValue(), at,
                                number);
                    }
                });
            }
        }
    }

    private void point(String name, JsonNode value, Instant at, long step) {
        if (value.isNumber()) {
            series.add(new Metric(safe(name), value.doubleValue(), at.toEpochMilli(), step));
        }
    }

    private void tags() {
        tag(RUN, run.id().value());
        tag("headline-bench.experiment", run.experiment());
        tag("headline-bench.ordinal", String.valueOf(run.ordinal()));
        tag("headline-bench.state", exported.path("state").asString(""));
        tag("provenanceTag", run.setup().provenance().label());
        run.provenance().forEach((name, value) -> tag("provenance." + name, value));
        run.failure().ifPresent(failure -> {
            tag("failure.message", failure.message());
            tag("failure.remedy", failure.remedy());
        });
        tag("mlflow.source.name", "headline-bench");
        tag("mlflow.note.content", run.setup().model() + " on " + run.setup().place() + ": " + run.setup().name() + ", "
                + exported.path("samples").size() + " samples of " + run.workload().dataset() + ", "
                + run.setup().provenance().label() + ".");
    }

    private void tag(String name, String value) {
        if (!value.isBlank()) {
            tags.put(safe(name), cut(value, LONGEST_TAG));
        }
    }

    private static String safe(String name) {
        return name.replaceAll(FORBIDDEN, "_");
    }

    /** What is cut here is whole in the run's JSON file. */
    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
