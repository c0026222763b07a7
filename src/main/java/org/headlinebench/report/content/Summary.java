package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Quantity;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Bullets;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;

/** The executive summary and the problem. */
final class Summary {
    private Summary() {}

    static List<Block> of(Source source) {
        List<String> items = new ArrayList<>();
        if (source.evidence().comparisons().compared().isEmpty()) {
            items.add("There is no other run that can be compared with the baseline, so nothing is said about gains.");
        } else {
            items.addAll(List.of(speed(source), memory(source), quality(source)));
        }
        if (!source.evidence().comparisons().refused().isEmpty()) {
            items.add(Numbers.count(source.evidence().comparisons().refused().size(), "run")
                    + " could not be compared with the baseline; section \u201cProblems met\u201d has the reasons.");
        }
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Executive summary"),
                Paragraph.body("Headline Bench measured " + Numbers.count(source.measured().size(), "configuration")
                        + " of " + source.models() + " on " + source.baseline().setup().place() + " over "
                        + Numbers.count(source.articles(), "article") + " of " + source.dataset()
                        + ". The baseline is run " + source.number(source.baseline()) + ", "
                        + source.stack(source.baseline()) + "."),
                new Bullets(items), Paragraph.lead("What to deploy.", deploy(source))));
        source.choice().ifPresent(candidate -> blocks.add(KeyFigures.of(source, candidate)));
        return blocks;
    }

    static List<Block> problem(Source source) {
        return List.of(new Heading(1, "Problem and objectives"),
                Paragraph
                        .body("A newsroom lets a language model propose headlines from article summaries. Each headline"
                                + " takes time, memory and money; inference optimizations promise less of all three. This report"
                                + " shows what each configuration bought on one workload, and what it cost in quality."),
                new Bullets(List.of(
                        "Measure latency, throughput, memory and quality of each configuration under the same rules.",
                        "Say a difference only where its 95 % interval allows it, with its size.",
                        "Recommend a configuration per scenario from measured quantities alone.")));
    }

    private static String speed(Source source) {
        Optional<Compared> best = source.evidence()
                .comparisons()
                .compared()
                .stream()
                .filter(run -> !run.differences().isEmpty() && verdict(run, Metric.END_TO_END) == Verdict.FASTER)
                .min(Comparator.comparingDouble(run -> run.of(Metric.END_TO_END).orElseThrow().estimate()));
        return best
                .map(run -> "Most speed: " + source.stack(run.candidate()) + " takes "
                        + ComparisonWords.effect(run.of(Metric.END_TO_END).orElseThrow())
                        + " of the baseline\u2019s E2E latency"
                        + (run.isConfounded() ? "; it differs in " + run.differences().size() + " things." : "."))
                .orElse("No configuration is shown to be faster than the baseline.");
    }

    private static String memory(Source source) {
        Optional<Candidate> least = source.evidence()
                .candidates()
                .stream()
                .filter(candidate -> Quantity.PEAK_MEMORY.of(candidate).isPresent())
                .min(Comparator.comparingDouble(candidate -> Quantity.PEAK_MEMORY.of(candidate).getAsDouble()));
        return least.map(candidate -> {
            var baseline = Quantity.PEAK_MEMORY.of(source.evidence().baselineCandidate());
            return "Least memory: " + source.stack(candidate.run()) + " peaks at "
                    + Quantity.PEAK_MEMORY.text(Quantity.PEAK_MEMORY.of(candidate).getAsDouble())
                    + (baseline.isPresent()
                            ? "; the baseline at " + Quantity.PEAK_MEMORY.text(baseline.getAsDouble()) + "."
                            : ".");
        }).orElse("Memory was not read in any run.");
    }

    private static String quality(Source source) {
        if (!source.hasQuality()) {
            return "Quality was not measured: the weights were made up of a seed, and what they write means nothing.";
        }
        List<Compared> worse = source.evidence()
                .comparisons()
                .compared()
                .stream()
                .filter(run -> !run.differences().isEmpty() && verdict(run, Metric.ROUGE_1) == Verdict.WORSE)
                .sorted(Comparator.comparingDouble(run -> run.of(Metric.ROUGE_1).orElseThrow().estimate()))
                .toList();
        if (!worse.isEmpty()) {
            Compared most = worse.getFirst();
            return "Quality lost: " + Numbers.count(worse.size(), "configuration")
                    + (worse.size() == 1 ? " is" : " are") + " shown to write worse headlines, most of all "
                    + source.stack(most.candidate()) + " with ROUGE-1 "
                    + ComparisonWords.effect(most.of(Metric.ROUGE_1).orElseThrow()) + ".";
        }
        return "No configuration is shown to write worse headlines. " + source.evidence()
                .comparisons()
                .compared()
                .stream()
                .flatMap(run -> run.of(Metric.ROUGE_1).stream())
                .filter(effect -> effect.sensitivity().isPresent())
                .max(Comparator.comparingDouble(effect -> effect.sensitivity().get().detectable()))
                .map(ComparisonWords::sensitivity)
                .orElse("");
    }

    private static String deploy(Source source) {
        if (source.evidence().comparisons().compared().isEmpty()) {
            return "Nothing can be recommended from one configuration.";
        }
        return source.choice()
                .map(candidate -> source.stack(candidate.run()) + ". It is the quickest configuration that takes only a"
                        + " setting, is shown to gain and is not shown to lose quality: E2E latency "
                        + candidate.comparison()
                                .flatMap(run -> run.of(Metric.END_TO_END))
                                .map(ComparisonWords::effect)
                                .orElse("")
                        + " of the baseline\u2019s"
                        + candidate.comparison()
                                .flatMap(run -> run.of(Metric.ROUGE_1))
                                .map(effect -> ", ROUGE-1 " + ComparisonWords.effect(effect) + " against it")
                                .orElse("; quality was not measured")
                        + ". Scenarios with other limits follow below.")
                .orElse("On this evidence, the baseline: no configuration gains by a setting alone without a shown loss"
                        + " of quality. The scenarios below weigh the others.");
    }

    private static Verdict verdict(Compared run, Metric metric) {
        return run.of(metric).flatMap(Effect::verdict).orElse(Verdict.NO_DIFFERENCE_SHOWN);
    }
}
