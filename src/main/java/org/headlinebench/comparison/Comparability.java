package org.headlinebench.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Decoding;

/**
 * Whether two runs answer the same question: the same rows under the same rules. Then, what sets them apart is the stack,
 * the model or the machine, and is listed.
 */
final class Comparability {
    private static final Map<String, String> MACHINE = Map.of("host.cpu", "machine", "engine.threads", "threads",
            "app.version", "program version");

    private Comparability() {}

    /** Why the runs cannot be compared, as a clause such as {@code they wrote about other rows (1-10 and 1-50)}. */
    static Optional<String> problem(Run baseline, Run candidate) {
        if (baseline.workload().adHoc() || candidate.workload().adHoc()) {
            return Optional.of("ad hoc runs are about one typed article and are not compared");
        }
        List<String> problems = workload(baseline.workload(), candidate.workload());
        if (!baseline.setup().stack().decoding().rule().equals(candidate.setup().stack().decoding().rule())) {
            problems.add("they choose tokens differently (" + rule(baseline) + " and " + rule(candidate) + ")");
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
    }

    /** What sets comparable runs apart. */
    static List<Difference> differences(Run baseline, Run candidate) {
        var found = new ArrayList<Difference>();
        add(found, "model", baseline.setup().model(), candidate.setup().model());
        add(found, "device", baseline.setup().place(), candidate.setup().place());
        if (isServer(baseline) || isServer(candidate)) {
            servers(found, baseline, candidate);
            return found;
        }
        for (Axis axis : baseline.setup().stack().differencesTo(candidate.setup().stack())) {
            found.add(new Difference(axis.word(), axis.of(baseline.setup().stack()).text(),
                    axis.of(candidate.setup().stack()).text()));
        }
        MACHINE.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            String before = baseline.provenance().get(entry.getKey());
            String after = candidate.provenance().get(entry.getKey());
            if (before != null && after != null) {
                add(found, entry.getValue(), before, after);
            }
        });
        return found;
    }

    /**
     * Of a server neither stack nor machine is known, and its client's machine is not where the model runs. What is known
     * apart from its address: how it was loaded, and what was counted as a token.
     */
    private static void servers(List<Difference> found, Run baseline, Run candidate) {
        add(found, "measured", measured(baseline), measured(candidate));
        add(found, "load", load(baseline), load(candidate));
        add(found, "token counts", tokens(baseline), tokens(candidate));
    }

    private static boolean isServer(Run run) {
        return run.setup().server().isPresent();
    }

    private static String measured(Run run) {
        return isServer(run) ? "a server as its client sees it" : "by the engine itself";
    }

    private static String load(Run run) {
        return run.setup()
                .server()
                .map(ServerTarget::load)
                .orElseGet(() -> run.setup().stack().batching().choice().text());
    }

    private static String tokens(Run run) {
        return isServer(run)
                ? run.provenance().getOrDefault("endpoint.tokenCounts", "not known").replaceFirst(", not tokens.*", "")
                : "the engine's token ids";
    }

    /** The checksum covers the passes as well, which change no question; all else that differs is named. */
    private static List<String> workload(WorkloadIdentity one, WorkloadIdentity other) {
        var problems = new ArrayList<String>();
        if (one.checksum().equals(other.checksum())) {
            return problems;
        }
        if (!one.datasetSha256().equals(other.datasetSha256())) {
            problems.add("they read different datasets (" + one.dataset() + " and " + other.dataset() + ")");
        }
        name(problems, "they wrote about different rows", one.selection(), other.selection());
        name(problems, "their prompts differ", one.prompt(), other.prompt());
        name(problems, "their headlines are cut out by different rules", one.extraction(), other.extraction());
        name(problems, "their stop rules differ", one.stop(), other.stop());
        name(problems, "long prompts are handled differently", one.fit(), other.fit());
        name(problems, "their token limits differ", one.maxNewTokens(), other.maxNewTokens());
        if (problems.isEmpty() && one.passes() == other.passes()) {
            problems.add("their workloads have different checksums, so that their rows or rules differ");
        }
        return problems;
    }

    private static void name(List<String> problems, String what, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            problems.add(what + " (" + shortened(one) + " and " + shortened(other) + ")");
        }
    }

    private static void add(List<Difference> found, String what, String before, String after) {
        if (!before.equals(after)) {
            found.add(new Difference(what, before, after));
        }
    }

    private static String rule(Run run) {
        Decoding rule = run.setup().stack().decoding().rule();
        return rule.choice().text();
    }

    private static String shortened(Object value) {
        String line = String.valueOf(value).replace("\n", "\\n");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
