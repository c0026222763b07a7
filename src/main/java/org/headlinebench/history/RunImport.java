package org.headlinebench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.failure.UserError;

/**
 * Reads runs back from a JSON export ({@code docs/export-format.md}) into a store. Summaries are not read: they are computed
 * from the samples again.
 */
public final class RunImport {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    /** Read as a whole; a hundred thousand samples need less than half of it. */
    private static final long MOST_BYTES = 1L << 30;

    private final RunStore store;

    public RunImport(RunStore store) {
        this.store = store;
    }

    /**
     * What became of a file's runs.
     *
     * @param imported runs that are in the store now
     * @param present  runs that were in it before and were left as they are
     */
    public record Outcome(List<RunId> imported, List<RunId> present) {}

    private record Contents(List<Parts> runs, Map<String, List<RefusedStack>> refused) {}

    private record Parts(Run run, List<Sample> samples, List<MemoryReading> memory, List<MachineReading> machine) {}

    /**
     * Reads a file: all of its runs that are not in the store yet, or none.
     *
     * @throws UserError if the file is no export, is of a later version or damaged
     */
    public Outcome read(Path file) {
        Contents contents = parse(file);
        List<RunId> imported = new ArrayList<>();
        List<RunId> present = new ArrayList<>();
        try {
            for (Parts parts : contents.runs()) {
                RunId id = parts.run().id();
                if (store.find(id).isPresent()) {
                    present.add(id);
                    continue;
                }
                store.create(parts.run(), parts.samples(), parts.memory(), parts.machine());
                imported.add(id);
            }
        } catch (RuntimeException e) {
            imported.forEach(store::delete);
            throw e;
        }
        contents.refused().forEach((experiment, stacks) -> {
            if (store.refused(experiment).isEmpty() && !store.ofExperiment(experiment).isEmpty()) {
                store.refuse(experiment, stacks);
            }
        });
        return new Outcome(imported, present);
    }

    private static Contents parse(Path file) {
        JsonNode document;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw tooLarge(file, null);
            }
            document = MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserError("The export " + file + " cannot be read (" + e.getMessage() + ").",
                    "Name a file that 'headline-bench runs export' wrote.", e);
        } catch (JacksonException e) {
            throw new UserError("The export " + file + " is no whole JSON document: " + e.getOriginalMessage() + ".",
                    "It may be cut short; export it again.", e);
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, e);
        }
        if (!document.path("format").asString("").equals(RunsDocument.FORMAT)) {
            throw new UserError(file + " is not an export of runs.",
                    "Name a .json file that 'headline-bench runs export' or 'run --json' wrote.");
        }
        if (document.path("version").asInt(0) != RunsDocument.VERSION) {
            throw new UserError(
                    "The export " + file + " has version " + document.path("version") + "; this program knows "
                            + RunsDocument.VERSION + ".",
                    "Use the version of Headline Bench that wrote it, or a newer one.");
        }
        if (!document.path("runs").isArray()) {
            throw new UserError("The export " + file + " has no list of runs.",
                    "The file is damaged; export it again.");
        }
        List<Parts> runs = new ArrayList<>();
        for (JsonNode node : document.path("runs")) {
            try {
                runs.add(parts(node));
            } catch (RuntimeException e) {
                throw new UserError("Run " + node.path("id").asString("?") + " of " + file + " cannot be read ("
                        + e.getMessage() + ").", "The file is damaged; export it again.", e);
            }
        }
        var refused = new LinkedHashMap<String, List<RefusedStack>>();
        try {
            for (Map.Entry<String, JsonNode> experiment : document.path("refused").properties()) {
                refused.put(experiment.getKey(), items(document.path("refused"), experiment.getKey(),
                        RefusedStack.class));
            }
        } catch (RuntimeException e) {
            throw new UserError("The refused stacks of " + file + " cannot be read (" + e.getMessage() + ").",
                    "The file is damaged; export it again.", e);
        }
        return new Contents(runs, refused);
    }

    private static Parts parts(JsonNode node) {
        List<Sample> samples = new ArrayList<>();
        node.path("samples").forEach(sample -> samples.add(sample(object(sample, "a sample"))));
        return new Parts(run(object(node, "a run")), samples, items(node, "memoryReadings", MemoryReading.class),
                items(node, "machineReadings", MachineReading.class));
    }

    private static ObjectNode object(JsonNode node, String what) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(what + " is no object");
    }

    private static UserError tooLarge(Path file, Throwable cause) {
        return new UserError("The export " + file + " is too large to be read.",
                "Export fewer runs at a time, or to a file that ends in " + StoreExport.ENDING + ".", cause);
    }

    /** Empty where the export has none of that name, as those of earlier versions. */
    private static <T> List<T> items(JsonNode parent, String name, Class<T> type) {
        List<T> items = new ArrayList<>();
        parent.path(name).forEach(item -> items.add(BenchmarkJson.read(item.toString(), type)));
        return items;
    }

    /** The export is the stored form with enums in lower case, and setup and draft flattened. */
    private static Run run(ObjectNode exported) {
        ObjectNode run = exported.deepCopy();
        run.remove(List.of("samples", "memoryReadings", "machineReadings", "summary"));
        run.put("state", constant(exported.path("state")));
        ObjectNode setup = run.putObject("setup");
        for (String part : List.of("model", "device", "stack", "server", "launcher")) {
            if (exported.has(part)) {
                setup.set(part, exported.path(part));
            }
        }
        if (run.path("memory") instanceof ObjectNode memory && !memory.path("draftWeightsBytes").isNull()) {
            memory.putObject("draft")
                    .put("weightsBytes", memory.path("draftWeightsBytes").asLong())
                    .put("keyValueBytes", memory.path("draftKeyValueBytes").asLong());
        }
        Run read = BenchmarkJson.read(run.toString(), Run.class);
        // Nobody works on it here.
        return read.state().isOver() ? read : read.in(RunState.CANCELLED);
    }

    private static Sample sample(ObjectNode exported) {
        ObjectNode sample = exported.deepCopy();
        sample.put("finishReason", constant(exported.path("finishReason")));
        if (sample.path("promptTokens").isNull()) {
            sample.put("promptTokens", 0);
        }
        if (sample.path("speculation") instanceof ObjectNode speculation) {
            speculation.set("outputTokens", exported.path("outputTokens"));
        }
        return BenchmarkJson.read(sample.toString(), Sample.class);
    }

    private static String constant(JsonNode word) {
        return word.asString("").toUpperCase(Locale.ROOT);
    }
}
