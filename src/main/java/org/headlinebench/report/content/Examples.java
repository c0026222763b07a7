package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.statistics.SplitMix64;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** Headlines side by side, chosen by rule so that nobody picks the nice ones. */
final class Examples {
    private static final long SEED = 42;
    private static final int LONGEST = 260;

    private record Pair(Sample baseline, Optional<Sample> other) {
        double score() {
            return other.orElse(baseline).rouge().rouge1().f1();
        }
    }

    private Examples() {}

    static List<Block> of(Source source) {
        if (!source.hasQuality()) {
            return List.of();
        }
        Optional<Run> run = source.beside().map(candidate -> candidate.run());
        List<Pair> pairs = pairs(source, run);
        List<List<String>> rows = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        List<Pair> byScore = pairs.stream()
                .sorted(Comparator.comparingDouble(Pair::score).thenComparing(pair -> pair.baseline().row()))
                .toList();
        add(rows, used, "Median", byScore.get(byScore.size() / 2));
        add(rows, used, "Best", byScore.getLast());
        add(rows, used, "Worst", byScore.getFirst());
        Optional<Pair> different = pairs.stream()
                .filter(pair -> pair.other().isPresent())
                .filter(pair -> !pair.other().get().headline().equals(pair.baseline().headline()))
                .min(Comparator.comparingDouble(Examples::likeness).thenComparing(pair -> pair.baseline().row()));
        different.ifPresent(pair -> add(rows, used, "Most different", pair));
        add(rows, used, "At random", pairs.get(new SplitMix64(SEED).nextIndex(pairs.size())));
        List<Column> columns = new ArrayList<>(List.of(Column.text("Chosen as"), Column.text("Article"),
                Column.text("Printed headline"), Column.text("Baseline, generated")));
        run.ifPresent(other -> columns.add(Column.text("Run " + source.number(other) + ", generated")));
        return List.of(new Heading(1, "Headlines side by side"),
                Paragraph.body("Chosen by rule from " + Numbers.count(pairs.size(), "article")
                        + ": median, best and worst"
                        + " by ROUGE-1 of "
                        + run.map(other -> "run " + source.name(other)).orElse("the baseline")
                        + (run.isEmpty()
                                ? ""
                                : different.isPresent()
                                        ? "; most different between it and the baseline by ROUGE-L"
                                        : "; no headline differs between it and the baseline")
                        + "; one at random (seed " + SEED + "). An article that two rules choose is shown once."),
                new Table("Examples. Generated headlines are made up by a model; they are no news.", columns,
                        rows.stream()
                                .map(row -> run.isPresent() ? row : row.subList(0, columns.size()))
                                .toList()));
    }

    private static void add(List<List<String>> rows, Set<Integer> used, String rule, Pair pair) {
        Sample sample = pair.baseline();
        if (used.add(sample.row())) {
            rows.add(List.of(rule, "row " + sample.row() + ": " + shortened(sample.description()),
                    shortened(sample.actualHeadline()), generated(sample),
                    pair.other().map(Examples::generated).orElse(Numbers.NONE)));
        }
    }

    private static String generated(Sample sample) {
        return (sample.headline().isBlank() ? "(nothing)" : shortened(sample.headline()))
                + Numbers.of(" [%.2f]", sample.rouge().rouge1().f1());
    }

    private static double likeness(Pair pair) {
        return Rouge.plain()
                .score(pair.baseline().headline(), pair.other().orElseThrow().headline())
                .rougeL()
                .f1();
    }

    private static List<Pair> pairs(Source source, Optional<Run> run) {
        Map<Integer, Sample> others = run.map(other -> Categories.samples(source, other)
                .stream()
                .collect(Collectors.toMap(Sample::row, Function.identity(), (first, _) -> first)))
                .orElse(Map.of());
        return source.evidence()
                .baseline()
                .samples()
                .stream()
                .filter(sample -> sample.pass() == 1)
                .map(sample -> new Pair(sample, Optional.ofNullable(others.get(sample.row()))))
                .toList();
    }

    private static String shortened(String text) {
        String line = text.strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "\u2026";
    }
}
