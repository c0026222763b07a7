package org.headlinebench.comparison;

import java.util.List;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.metrics.statistics.Interval;

/** Comparisons as JSON, in the format {@code headline-bench/comparison} of {@code docs/export-format.md}. */
public final class ComparisonDocument {
    static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ComparisonDocument() {}

    /** The document's text. */
    public static String of(Comparisons comparisons) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "headline-bench/comparison");
        root.put("version", VERSION);
        root.put("baseline", comparisons.baseline().id().value());
        root.put("correction", "Holm");
        ArrayNode runs = root.putArray("comparisons");
        comparisons.runs().forEach(run -> add(runs.addObject(), run));
        return MAPPER.writeValueAsString(root) + "\n";
    }

    private static void add(ObjectNode node, RunComparison comparison) {
        node.put("run", comparison.candidate().id().value());
        node.put("stack", comparison.candidate().setup().stack().text());
        ArrayNode differences = node.putArray("differences");
        comparison.differences()
                .forEach(each -> differences.addObject()
                        .put("what", each.what())
                        .put("baseline", each.baseline())
                        .put("candidate", each.candidate()));
        node.put("confounded", comparison.isConfounded());
        switch (comparison) {
            case RunComparison.Refused refused -> {
                node.put("comparable", false);
                node.put("reason", refused.reason());
            }
            case RunComparison.Compared compared -> {
                node.put("comparable", true);
                node.put("articles", compared.articles());
                compared.exactness().ifPresent(ids -> node.put("identicalShare", ids.identicalShare()));
                texts(node.putArray("notes"), ComparisonWords.notes(compared));
                ObjectNode effects = node.putObject("effects");
                compared.effects().forEach(effect -> add(effects.putObject(effect.metric().id()), effect));
            }
        }
    }

    private static void add(ObjectNode node, Effect effect) {
        node.put("baselineMean", effect.baselineMean());
        node.put("candidateMean", effect.candidateMean());
        node.put(effect.metric().isLatency() ? "ratio" : "difference", effect.estimate());
        effect.interval().ifPresent(interval -> add(node.putObject("interval"), interval));
        effect.pValue().ifPresent(value -> node.put("pValue", value));
        effect.adjustedPValue().ifPresent(value -> node.put("adjustedPValue", value));
        effect.verdict().ifPresent(verdict -> node.put("verdict", verdict.words()));
        effect.sensitivity().ifPresent(found -> node.put("detectable", found.detectable()));
    }

    private static void add(ObjectNode node, Interval interval) {
        node.put("low", interval.low());
        node.put("high", interval.high());
        node.put("level", interval.level());
        node.put("resamples", interval.resamples());
        node.put("samples", interval.samples());
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
