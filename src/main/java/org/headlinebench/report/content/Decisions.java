package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.headlinebench.recommendation.Advice;
import org.headlinebench.recommendation.AdviceWords;
import org.headlinebench.recommendation.Adviser;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.Priority;
import org.headlinebench.recommendation.Priority.Phase;
import org.headlinebench.recommendation.Weights;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Bullets;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** Scenarios, priorities, road map and business impact. */
final class Decisions {
    private static final double DAYS_PER_MONTH = 365.25 / 12;
    private static final double MILLIS_PER_DAY = 86_400_000;

    private Decisions() {}

    static List<Block> scenarios(Source source) {
        List<Advice> advice = Adviser.advise(source.settings().scenarios(), source.evidence().candidates());
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Recommendations per scenario"),
                Paragraph.body("A scenario is a set of limits on measured quantities and one to be as good as possible"
                        + " within them. Only runs that are comparable with the baseline are candidates.")));
        for (Advice each : advice) {
            blocks.add(new Heading(2, each.scenario().name()));
            blocks.add(Paragraph.note("Limits: " + AdviceWords.demands(each.scenario()) + "."));
            blocks.add(Paragraph.body(AdviceWords.of(each)));
        }
        source.settings().weights().ifPresent(weights -> blocks.addAll(scores(source, weights)));
        return blocks;
    }

    static List<Block> priorities(Source source) {
        List<Priority> priorities = source.priorities();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Heading(1, "Priorities and road map"));
        if (priorities.isEmpty()) {
            blocks.add(Paragraph.body("No run applies a technique that the baseline does not."));
            return blocks;
        }
        blocks.add(new Table(
                "Priority matrix: gain measured against the run from which a run differs in one thing, where"
                        + " there is one, and declared effort. Gain is large from 30 % less latency"
                        + " shown or half the memory, moderate from 10 % or a fifth.",
                List.of(Column.number("Run"), Column.text("Stack"), Column.number("Against run"),
                        Column.text("Gain"), Column.text("Effort"), Column.number("E2E\u00a0ratio"),
                        Column.number("Memory ratio"), Column.text("Quality"),
                        Column.text("Phase")),
                priorities.stream()
                        .map(each -> List.of(source.number(each.candidate().run()),
                                source.stack(each.candidate().run()), source.number(each.step().baseline()),
                                each.gain().word(), each.effort().word(),
                                Numbers.of("%.2f", each.latencyRatio()), Numbers.of("%.2f", each.memoryRatio()),
                                quality(each), each.phase().title()))
                        .toList()));
        for (Phase phase : Phase.values()) {
            List<String> items = priorities.stream()
                    .filter(each -> each.phase() == phase)
                    .map(each -> source.stack(each.candidate().run()) + " (run "
                            + source.number(each.candidate().run()) + "): gain " + each.gain().word() + ", effort "
                            + each.effort().word()
                            + (each.losesQuality() ? "; let an editor judge the loss of quality first" : "") + ".")
                    .limit(Source.MOST_IN_A_CHART)
                    .toList();
            if (!items.isEmpty()) {
                blocks.add(new Heading(2, phase.title()));
                blocks.add(new Bullets(items));
            }
        }
        return blocks;
    }

    private static String quality(Priority priority) {
        return priority.candidate().summary().quality().isEmpty()
                ? "not measured"
                : priority.losesQuality() ? "shown worse" : "no loss shown";
    }

    static List<Block> impact(Source source) {
        Prices prices = source.settings().prices();
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "Business impact")));
        boolean hasEnergy = hasEnergy(source);
        boolean measured = source.evidence().candidates().stream().anyMatch(each -> each.measuredWatts().isPresent());
        if (source.settings().articlesPerDay().isEmpty() && prices.perDeviceHour().isEmpty()
                && !hasEnergy) {
            blocks.add(Paragraph.body("Not computed: it takes the number of articles per day (--articles-per-day), the"
                    + " price of a device hour (--price-per-hour) or its power (--watts)."));
            return blocks;
        }
        long articles = source.settings().articlesPerDay().orElse(0);
        List<Column> columns = new ArrayList<>(List.of(Column.number("Run"), Column.text("Stack")));
        if (prices.perDeviceHour().isPresent()) {
            columns.add(Column.text(prices.currency() + " per 1,000 headlines (95\u00a0%)"));
        }
        if (hasEnergy) {
            columns.add(Column.text("J per headline (95\u00a0%)"));
            columns.add(Column.text("Energy tag"));
        }
        if (articles > 0) {
            columns.add(Column.number("Devices"));
            columns.add(Column.number("Busy share"));
            if (prices.perDeviceHour().isPresent()) {
                columns.add(Column.number(prices.currency() + " per\u00a0month"));
            }
        }
        blocks.add(new Table((articles > 0
                ? "At " + String.format(Locale.ROOT, "%,d", articles) + " articles per day. "
                : "")
                + "Estimated: measured wall time per headline at the price "
                + (measured
                        ? "that the user gave; joules by the machine\u2019s counter, measured for everything on the"
                                + " device;"
                        : "and power that the user gave;")
                + " devices as many as keep up around the clock, paid for while they generate.",
                columns,
                source.evidence().candidates().stream().map(each -> row(source, each, prices, articles)).toList()));
        return blocks;
    }

    private static boolean hasEnergy(Source source) {
        return source.evidence().candidates().stream().anyMatch(each -> each.joulesPerHeadline().isPresent());
    }

    private static List<String> row(Source source, Candidate candidate, Prices prices, long articles) {
        List<String> row = new ArrayList<>(List.of(source.number(candidate.run()), source.stack(candidate.run())));
        candidate.costPerThousand().ifPresent(cost -> row.add(whole(AdviceWords.interval(cost, "%.4f"))));
        if (hasEnergy(source)) {
            row.add(candidate.joulesPerHeadline()
                    .map(joules -> whole(AdviceWords.interval(joules, "%.2f")))
                    .orElse(Numbers.NONE));
            row.add(candidate.joulesPerHeadline().map(_ -> candidate.energyTag().label()).orElse(Numbers.NONE));
        }
        if (articles > 0) {
            double busy = articles * candidate.summary()
                    .latency()
                    .map(latency -> latency.wallMillis() / latency.samples())
                    .orElse(candidate.endToEnd().mean()) / MILLIS_PER_DAY;
            double devices = Math.ceil(busy);
            row.add(Numbers.of("%.0f", devices * candidate.devices()));
            row.add(Numbers.of("%.1f %%", 100 * busy / devices));
            candidate.costPerThousand()
                    .ifPresent(cost -> row
                            .add(Numbers.of("%.2f", cost.value() * articles * DAYS_PER_MONTH / 1000)));
        }
        return row;
    }

    /** A number and its interval, not to be broken. */
    private static String whole(String text) {
        return text.replace(' ', '\u00a0');
    }

    private static List<Block> scores(Source source, Weights weights) {
        Candidate baseline = source.evidence().baselineCandidate();
        Stream<Candidate> scored = source.evidence()
                .candidates()
                .stream()
                .filter(candidate -> weights.score(candidate, baseline).isPresent())
                .sorted(Comparator.comparingDouble(
                        (Candidate candidate) -> -weights.score(candidate, baseline).getAsDouble()));
        return List.of(new Heading(2, "Score with your weights"), Paragraph.body(weights.formula() + "."),
                new Table("Overall score.",
                        List.of(Column.number("Run"), Column.text("Stack"), Column.number("Score")),
                        scored.map(each -> List.of(source.number(each.run()), source.stack(each.run()),
                                Numbers.of("%+.3f", weights.score(each, baseline).getAsDouble()))).toList()));
    }
}
