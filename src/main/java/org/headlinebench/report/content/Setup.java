package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Table;

/** On what was measured, and where every run comes from. */
final class Setup {
    private Setup() {}

    static List<Block> of(Source source) {
        List<Run> runs = source.evidence().runs().stream().map(each -> each.run()).toList();
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Set-up and provenance"),
                new Table("Runs of this report.",
                        List.of(Column.number("Run"), Column.text("Stack"), Column.text("Model"),
                                Column.text("Device"), Column.text("State"), Column.text("Started (UTC)"),
                                Column.number("Load\u00a0s"), Column.number("Warm-up\u00a0s")),
                        runs.stream().map(run -> row(source, run)).toList())));
        Map<String, String> shared = shared(runs);
        if (!shared.isEmpty()) {
            blocks.add(new Table("Provenance that all runs share.", List.of(Column.text("Fact"), Column.text("Value")),
                    shared.entrySet().stream().map(fact -> List.of(fact.getKey(), FactText.of(fact))).toList()));
        }
        List<List<String>> apart = apart(source, runs, shared);
        if (!apart.isEmpty()) {
            blocks.add(new Table("Provenance in which runs differ.",
                    List.of(Column.text("Fact"), Column.text("Value"), Column.text("Runs")), apart));
        }
        return blocks;
    }

    private static List<String> row(Source source, Run run) {
        return List.of(source.number(run), run.setup().name(), run.setup().model(),
                run.setup().place(), run.state().name().toLowerCase().replace('_', ' '),
                run.startedAt()
                        .map(at -> at.toString().replaceFirst("(\\.\\d+)?Z$", "").replace('T', ' '))
                        .orElse(Numbers.NONE),
                Numbers.of("%.2f", run.load().map(load -> load.loadMillis() / 1000)),
                Numbers.of("%.2f", run.load().map(load -> load.warmUpMillis() / 1000)));
    }

    private static Map<String, String> shared(List<Run> runs) {
        var shared = new TreeMap<String, String>();
        List<Map<String, String>> all = runs.stream().map(Run::provenance).filter(facts -> !facts.isEmpty()).toList();
        if (!all.isEmpty()) {
            all.getFirst().forEach((name, value) -> {
                if (all.stream().allMatch(facts -> value.equals(facts.get(name)))) {
                    shared.put(name, value);
                }
            });
        }
        return shared;
    }

    private static List<List<String>> apart(Source source, List<Run> runs, Map<String, String> shared) {
        var names = new TreeSet<String>();
        runs.forEach(run -> names.addAll(run.provenance().keySet()));
        names.removeAll(shared.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            var byValue = new TreeMap<String, List<String>>();
            runs.stream()
                    .filter(run -> run.provenance().containsKey(name))
                    .forEach(run -> byValue.computeIfAbsent(run.provenance().get(name), _ -> new ArrayList<>())
                            .add(source.number(run)));
            byValue.forEach((value, having) -> rows.add(List.of(name, FactText.of(Map.entry(name, value)),
                    String.join(", ", having))));
        }
        return rows;
    }
}
