package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.recommendation.Priority;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;

/** A card per technique, from its runs. */
final class Cards {
    /** More would bury the rest of the report; the tables have all. */
    private static final int MOST = 24;

    private Cards() {}

    static List<Block> of(Source source) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Heading(1, "Technique by technique"));
        if (source.priorities().isEmpty()) {
            blocks.add(Paragraph.body("No run applies a technique that the baseline does not."));
            return blocks;
        }
        if (source.priorities().size() > MOST) {
            blocks.add(Paragraph.body("The first " + MOST + " of " + source.priorities().size()
                    + " configurations by priority have a card; the tables have all."));
        }
        source.priorities().stream().limit(MOST).forEach(priority -> blocks.addAll(card(source, priority)));
        return blocks;
    }

    private static List<Block> card(Source source, Priority priority) {
        Run run = priority.candidate().run();
        Compared compared = priority.candidate().comparison().orElseThrow();
        return List.of(new Heading(2, "Run " + source.number(run) + ": " + source.stack(run)),
                Paragraph.lead("What it did.", did(compared)),
                Paragraph.lead("Performance.", performance(source, run, compared) + step(source, priority)),
                Paragraph.lead("Memory.", memory(source, run)), Paragraph.lead("Quality.", quality(compared)),
                Paragraph.lead("Summary.", summary(priority)), Paragraph.note(facts(run)));
    }

    private static String did(Compared compared) {
        String texts = compared.differences()
                .stream()
                .map(each -> TechniqueTexts.of(each)
                        .orElse(each.what() + " is " + each.candidate() + " instead of " + each.baseline() + "."))
                .distinct()
                .collect(Collectors.joining(" "));
        return texts + (compared.isConfounded()
                ? " The run differs from the baseline in " + compared.differences().size() + " things: "
                        + Numbers.arrows(ComparisonWords.differences(compared).replaceFirst("^confounded: ", "")) + "."
                : "");
    }

    private static String facts(Run run) {
        return run.load()
                .map(load -> "Proof that it took effect: " + String.join("; ", load.facts()) + ".")
                .orElse("The run did not say what it loaded.");
    }

    /** What the technique adds to the run from which it differs in nothing else. */
    private static String step(Source source, Priority priority) {
        Compared step = priority.step();
        return source.isBaseline(step.baseline())
                ? ""
                : " Against run " + source.number(step.baseline()) + ", from which it differs only in "
                        + step.differences().getFirst().what() + ", E2E latency is "
                        + ComparisonWords.effect(step.of(Metric.END_TO_END).orElseThrow()) + ": "
                        + ComparisonWords.verdict(step.of(Metric.END_TO_END).orElseThrow()) + ".";
    }

    private static String performance(Source source, Run run, Compared compared) {
        String throughput = source.evidence()
                .summary(run)
                .latency()
                .map(latency -> Numbers.of(" Throughput is %.1f output tokens/s.", latency.outputTokensPerSecond()))
                .orElse("");
        String proposals = source.evidence().summary(run).speculation().map(Cards::proposals).orElse("");
        return compared.of(Metric.END_TO_END)
                .map(effect -> "E2E latency is " + ComparisonWords.effect(effect) + " of the baseline\u2019s: "
                        + ComparisonWords.verdict(effect) + ".")
                .orElse("No article has a latency in both runs.") + throughput + proposals;
    }

    private static String proposals(Speculation counts) {
        return counts.acceptanceRate().isEmpty()
                ? " Nothing was ever proposed."
                : Numbers.of(" Of the proposed tokens %.0f %% were accepted",
                        100 * counts.acceptanceRate().getAsDouble())
                        + Numbers.of(", %.2f tokens per pass of the model", counts.tokensPerTargetPass().orElse(1))
                        + Numbers.of("; proposing took %.0f ms", counts.draftMillis())
                        + Numbers.of(", verifying %.0f ms in all.", counts.verifyMillis());
    }

    private static String memory(Source source, Run run) {
        Optional<MemoryUse> use = run.memory();
        Optional<MemoryUse> before = source.baseline().memory();
        if (use.isEmpty()) {
            return "Not read.";
        }
        return "Weights take " + mebibytes(use.get().modelBytes())
                + before.map(baseline -> " (baseline " + mebibytes(baseline.modelBytes()) + ")").orElse("")
                + ", the KV cache " + mebibytes(use.get().keyValueBytes())
                + (use.get().peakBytes().isPresent()
                        ? "; the worker peaked at " + mebibytes(use.get().peakBytes().getAsLong()) + "."
                        : ".");
    }

    private static String quality(Compared compared) {
        return compared.of(Metric.ROUGE_1)
                .map(effect -> "ROUGE-1 " + ComparisonWords.effect(effect) + " against the baseline: "
                        + ComparisonWords.verdict(effect) + ". ")
                .orElse("")
                + compared.exactness()
                        .map(ids -> Numbers.percent(ids.identicalShare())
                                + " of the headlines are the baseline\u2019s, token for token.")
                        .orElse("A server does not tell token ids, so that they are not compared.");
    }

    private static String summary(Priority priority) {
        return "Gain " + priority.gain().word() + ", effort " + priority.effort().word() + " (declared)"
                + (priority.losesQuality() ? ", quality shown to be worse" : "") + ": "
                + priority.phase().title().toLowerCase() + ".";
    }

    private static String mebibytes(long bytes) {
        return Numbers.of("%.1f MiB", bytes / 1048576.0);
    }
}
