package org.headlinebench.history;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.explanation.Explanation;
import org.headlinebench.metrics.statistics.Percentiles;

/**
 * The JSON export as it is being written, run by run and sample by sample; a line each. Names and meanings are those of
 * {@code docs/export-format.md}: a change of one of them needs a new {@link #VERSION}, an addition does not.
 */
final class RunsDocument implements AutoCloseable {
    static final String FORMAT = "headline-bench/runs";
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // ASCII reads the same in every encoding, and carries halves of surrogate pairs.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // A failed export must not look like a complete document.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final JsonGenerator json;

    RunsDocument(OutputStream out, String appVersion, Instant createdAt) {
        json = MAPPER.createGenerator(out);
        json.writeStartObject();
        json.writeStringProperty("format", FORMAT);
        json.writeNumberProperty("version", VERSION);
        json.writePOJOProperty("createdAt", createdAt);
        json.writeStringProperty("appVersion", appVersion);
        json.writeStringProperty("percentileMethod", Percentiles.METHOD);
        json.writeArrayPropertyStart("runs");
    }

    /**
     * @param baseline            the run that {@code summary} compares with
     * @param explanations        of the summary's numbers
     * @param sameConfigurationAs runs of the experiment that did the same under another name
     */
    void write(Run run, RunSummary summary, Optional<RunId> baseline, List<Explanation> explanations,
            List<RunId> sameConfigurationAs, List<Sample> samples, List<MemoryReading> memory,
            List<MachineReading> machine) {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringProperty("id", run.id().value());
        json.writeStringProperty("experiment", run.experiment());
        json.writeNumberProperty("ordinal", run.ordinal());
        json.writeStringProperty("model", run.setup().model());
        json.writeStringProperty("device", run.setup().device().toString());
        if (run.setup().launcher().isPresent()) {
            json.writeStringProperty("launcher", run.setup().launcher().get());
        }
        if (run.setup().server().isPresent()) {
            json.writePOJOProperty("server", run.setup().server().get());
        }
        json.writeStringProperty("stack", run.setup().stack().text());
        json.writeStringProperty("state", word(run.state()));
        json.writePOJOProperty("createdAt", run.createdAt());
        json.writePOJOProperty("startedAt", run.startedAt());
        json.writePOJOProperty("endedAt", run.endedAt());
        json.writePOJOProperty("wallMillis", run.wallMillis());
        json.writePOJOProperty("workload", run.workload());
        json.writePOJOProperty("load", run.load());
        json.writePOJOProperty("memory", run.memory().map(ExportedMemory::of));
        json.writePOJOProperty("failure", run.failure());
        json.writeStringProperty("provenanceTag", run.setup().provenance().label());
        if (run.parallel().isPresent()) {
            json.writePOJOProperty("parallel", ExportedParallel.of(run.parallel().get()));
        }
        if (run.energy().isPresent()) {
            json.writePOJOProperty("energy", run.energy().get());
        }
        json.writePOJOProperty("provenance", run.provenance());
        json.writePOJOProperty("summary", ExportedSummary.of(summary, baseline, explanations, sameConfigurationAs));
        json.writePOJOProperty("memoryReadings", memory);
        if (!machine.isEmpty()) {
            json.writePOJOProperty("machineReadings", machine);
        }
        json.writeArrayPropertyStart("samples");
        Set<Integer> outliers = Set.copyOf(summary.outliers());
        for (Sample sample : samples) {
            json.writeRaw('\n');
            json.writePOJO(ExportedSample.of(sample, outliers.contains(sample.position())));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Ends the document; without it, what was written is none.
     *
     * @param refused what could not run, by experiment; only those of which something was refused
     */
    void end(Map<String, List<RefusedStack>> refused) {
        json.writeEndArray();
        if (!refused.isEmpty()) {
            json.writePOJOProperty("refused", refused);
        }
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    @Override
    public void close() {
        json.close();
    }

    /** How the export writes an enum's constant: {@code STOP_SEQUENCE} as {@code stop_sequence}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
