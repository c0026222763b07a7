package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Code;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** How to do it again: commands, ids, checksums. */
final class Reproduction {
    private record Group(WorkloadIdentity workload, String model, String device) {}

    private Reproduction() {}

    static List<Block> of(Source source) {
        List<Run> runs = source.evidence().runs().stream().map(each -> each.run()).toList();
        var groups = new LinkedHashMap<Group, List<Run>>();
        runs.forEach(run -> groups.computeIfAbsent(
                new Group(run.workload(), run.setup().model(), run.setup().place()),
                _ -> new ArrayList<>()).add(run));
        List<String> lines = new ArrayList<>();
        groups.forEach((group, members) -> lines.addAll(command(group, members)));
        lines.add("headline-bench report --runs "
                + String.join(",", runs.stream().map(run -> run.id().value()).toList()) + " \\");
        lines.add("  --out report.pdf");
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Reproducibility"),
                Paragraph.body("These commands run the same configurations over the same rows, and write this report"
                        + " again from the stored runs. Latencies will differ with the machine; greedy headlines will"
                        + " not, apart from ties in 16 bits."),
                new Code(lines), new Heading(2, "Experiment files"),
                Paragraph.body(
                        "The same as files for \u201cheadline-bench experiment FILE\u201d, which continues where it"
                                + " was interrupted.")));
        int number = 0;
        for (List<Run> members : groups.values()) {
            number++;
            if (members.getFirst().setup().server().isEmpty()) {
                blocks.add(new Code(ExperimentText.of("report-" + number, members)));
            }
        }
        blocks.addAll(List.of(new Heading(2, "Checksums"),
                new Table("Identities of runs and workloads.",
                        List.of(Column.number("Run"), Column.text("Id"), Column.text("Workload checksum"),
                                Column.text("Full stack")),
                        runs.stream()
                                .map(run -> List.of(source.number(run), run.id().value(), run.workload().checksum(),
                                        run.setup().stack().text()))
                                .toList()),
                new Table("Model files.", List.of(Column.text("File"), Column.text("SHA-256")), runs.stream()
                        .flatMap(run -> run.provenance().entrySet().stream())
                        .filter(fact -> fact.getKey().contains(".sha256."))
                        .map(fact -> List.of(fact.getKey().replace(".sha256.", ": "), fact.getValue()))
                        .distinct()
                        .toList())));
        return blocks;
    }

    private static List<String> command(Group group, List<Run> runs) {
        WorkloadIdentity workload = group.workload();
        List<String> lines = new ArrayList<>();
        lines.add("headline-bench run --model " + quoted(group.model()) + " --device "
                + runs.getFirst().setup().device()
                + runs.getFirst().setup().launcher().map(name -> " --on " + quoted(name)).orElse("") + " \\");
        if (!workload.dataset().equals(SampleNews.NAME)) {
            lines.add("  --dataset " + quoted(workload.dataset()) + " \\");
        }
        lines.add("  --rows " + quoted(workload.selection()) + " --max-new-tokens " + workload.maxNewTokens()
                + " --passes " + workload.passes() + " \\");
        lines.add("  --prompt " + quoted(workload.prompt()) + " --extraction "
                + ExperimentText.withoutVersion(workload.extraction()) + " \\");
        lines.add("  " + String.join("", ExperimentText.presetOf(workload.stop())
                .stream()
                .map(name -> "--stop " + name + " ")
                .toList()) + "--fit " + ExperimentText.withoutVersion(workload.fit()) + " \\");
        List<String> stacks = runs.stream().map(run -> run.setup().stack().text()).toList();
        for (int i = 0; i < stacks.size(); i++) {
            lines.add("  --stack " + quoted(stacks.get(i)) + (i + 1 < stacks.size() ? " \\" : ""));
        }
        return lines;
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._/:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
