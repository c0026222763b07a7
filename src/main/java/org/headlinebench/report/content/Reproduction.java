package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import org.headlinebench.benchmark.ServerTarget;
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
    private record Group(WorkloadIdentity workload, String model, String place) {}

    private Reproduction() {}

    static List<Block> of(Source source) {
        List<Run> runs = source.evidence().runs().stream().map(each -> each.run()).toList();
        var groups = new LinkedHashMap<Group, List<Run>>();
        runs.forEach(run -> groups.computeIfAbsent(
                new Group(run.workload(), run.setup().model(), run.setup().place()),
                _ -> new ArrayList<>()).add(run));
        List<String> lines = new ArrayList<>();
        groups.values().forEach(members -> lines.addAll(commands(members)));
        lines.addAll(new ShellCommand("headline-bench report")
                .with("--runs", String.join(",", runs.stream().map(run -> run.id().value()).toList()))
                .with("--out", "report.pdf")
                .lines());
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
                new Table("Runs by their ids in the store, and their stacks in full.",
                        List.of(Column.number("Run"), Column.text("Id"), Column.text("Full stack")),
                        runs.stream()
                                .map(run -> List.of(source.number(run), run.id().value(),
                                        run.setup().stack().text()))
                                .toList()),
                new Table("Workloads: rows, texts and rules together.",
                        List.of(Column.text("Checksum"), Column.text("Runs")), workloads(source, runs)),
                new Table("Model files.", List.of(Column.text("File"), Column.text("SHA-256")), runs.stream()
                        .flatMap(run -> run.provenance().entrySet().stream())
                        .filter(fact -> fact.getKey().contains(".sha256."))
                        .map(fact -> List.of(fact.getKey().replace(".sha256.", ": "), fact.getValue()))
                        .distinct()
                        .toList())));
        return blocks;
    }

    private static List<List<String>> workloads(Source source, List<Run> runs) {
        var members = new LinkedHashMap<String, List<String>>();
        runs.forEach(run -> members.computeIfAbsent(run.workload().checksum(), _ -> new ArrayList<>())
                .add(source.number(run)));
        return members.entrySet()
                .stream()
                .map(each -> List.of(each.getKey(), members.size() == 1 ? "all" : Numbers.listed(each.getValue())))
                .toList();
    }

    private static List<String> commands(List<Run> runs) {
        Run first = runs.getFirst();
        if (first.setup().server().isPresent()) {
            return runs.stream().flatMap(run -> server(run, run.setup().server().get()).stream()).toList();
        }
        var command = new ShellCommand("headline-bench run").with("--model", first.setup().model())
                .with("--device", first.setup().device().toString());
        first.setup().launcher().ifPresent(name -> command.with("--on", name));
        workload(command, first.workload()).with("--fit", ExperimentText.withoutVersion(first.workload().fit()));
        runs.forEach(run -> command.with("--stack", run.setup().stack().text()));
        return command.lines();
    }

    /** Loads of different kinds are not run by one command. */
    private static List<String> server(Run run, ServerTarget server) {
        var command = new ShellCommand("headline-bench run").with("--endpoint", server.base())
                .with("--endpoint-model", run.setup().model());
        if (server.requestsPerSecond().isPresent()) {
            command.with("--rate", String.valueOf(server.requestsPerSecond().getAsDouble()))
                    .with("--seed", String.valueOf(server.seed()));
        } else {
            command.with("--concurrency", String.valueOf(server.concurrency()));
        }
        command.with("--endpoint-timeout", String.valueOf(server.timeoutMillis() / 1000.0))
                .with("--endpoint-attempts", String.valueOf(server.attempts()));
        if (server.countChunks()) {
            command.with("--count-chunks");
        }
        return workload(command, run.workload()).lines();
    }

    private static ShellCommand workload(ShellCommand command, WorkloadIdentity workload) {
        if (!workload.dataset().equals(SampleNews.NAME)) {
            command.with("--dataset", workload.dataset());
        }
        command.with("--rows", workload.selection())
                .with("--max-new-tokens", String.valueOf(workload.maxNewTokens()))
                .with("--passes", String.valueOf(workload.passes()))
                .with("--prompt", workload.prompt())
                .with("--extraction", ExperimentText.withoutVersion(workload.extraction()));
        ExperimentText.presetOf(workload.stop()).forEach(name -> command.with("--stop", name));
        return command;
    }
}
