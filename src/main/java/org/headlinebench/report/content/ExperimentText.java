package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;

/** The experiment file ({@code docs/experiments.md}) that runs what runs of one workload, model and device ran. */
final class ExperimentText {
    /** So much of a stack that a page has no room for more in a line, up to a comma behind which no space stands. */
    private static final Pattern LONG_PIECE = Pattern.compile("([^\\\\\n]{40,84},)(?=[a-zA-Z0-9])");

    private static final int LONGEST = 84;

    private ExperimentText() {}

    /** @param runs at least one, all of the same workload, model and device */
    static List<String> of(String name, List<Run> runs) {
        Run first = runs.getFirst();
        WorkloadIdentity workload = first.workload();
        List<String> lines = new ArrayList<>(List.of("version: 1", "name: " + name,
                "models: [" + quoted(first.setup().model()) + "]", "stacks:"));
        for (int i = 0; i < runs.size(); i++) {
            lines.add("  stack-" + (i + 1) + ": " + quoted(runs.get(i).setup().stack().text()));
        }
        lines.addAll(List.of("order: listed", "baselineAtEnd: false"));
        if (!workload.dataset().equals(SampleNews.NAME)) {
            lines.add("dataset: " + quoted(workload.dataset()));
        }
        lines.add("rows: " + quoted(workload.selection()));
        lines.add("prompt: " + quoted(workload.prompt()));
        presetOf(workload.stop()).forEach(stop -> lines.add("stop: " + stop));
        lines.addAll(List.of("extraction: " + withoutVersion(workload.extraction()),
                "fit: " + withoutVersion(workload.fit()), "maxNewTokens: " + workload.maxNewTokens(),
                "passes: " + workload.passes(), "device: " + first.setup().device()));
        first.setup().launcher().ifPresent(where -> lines.add("on: " + quoted(where)));
        return lines.stream().flatMap(String::lines).toList();
    }

    /** The word for a stored stop rule; none for a rule of the user's own, which stands in the method. */
    static List<String> presetOf(String stop) {
        return Stream.of("none", "newline", "marker")
                .filter(name -> StopRule.parse(name).id().equals(stop))
                .toList();
    }

    /** {@code first-line/1} is typed as {@code first-line}. */
    static String withoutVersion(String rule) {
        return rule.replaceFirst("/\\d+$", "");
    }

    /** A double-quoted scalar of YAML. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
        // A backslash at the end of a line joins it with the next one; spaces before that do not count.
        return "\"" + (escaped.length() <= LONGEST ? escaped : LONG_PIECE.matcher(escaped).replaceAll("$1\\\\\n    "))
                + "\"";
    }
}
