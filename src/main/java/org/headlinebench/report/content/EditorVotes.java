package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Vote;
import org.headlinebench.benchmark.result.Vote.Choice;
import org.headlinebench.metrics.statistics.Preference;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** What readers preferred who did not know which run had written what. */
final class EditorVotes {
    private record Pair(RunId first, RunId second) {}

    private EditorVotes() {}

    /** Empty where nobody has voted on two of the report's runs. */
    static List<Block> of(Source source) {
        var pairs = new LinkedHashMap<Pair, List<Vote>>();
        source.votes()
                .forEach(vote -> pairs.computeIfAbsent(new Pair(vote.first(), vote.second()),
                        _ -> new ArrayList<>()).add(vote));
        if (pairs.isEmpty()) {
            return List.of();
        }
        return List.of(new Heading(1, "Editors\u2019 votes"),
                Paragraph.body("Readers saw two headlines of an article in random order, without the names of their"
                        + " runs. The share counts decided votes alone and has a 95 % score interval (Wilson); where it"
                        + " lies across 50 %, no preference is shown."),
                new Table("Blind votes between two runs.",
                        List.of(Column.text("Runs"), Column.number("Votes"), Column.number("For the first"),
                                Column.number("For the second"), Column.number("Ties"),
                                Column.text("Second preferred (95\u00a0%)"), Column.text("What that shows")),
                        pairs.entrySet().stream().map(each -> row(source, each)).toList()));
    }

    private static List<String> row(Source source, Map.Entry<Pair, List<Vote>> votes) {
        Pair pair = votes.getKey();
        Preference preference = new Preference(count(votes.getValue(), Choice.FIRST),
                count(votes.getValue(), Choice.SECOND), count(votes.getValue(), Choice.TIE));
        String first = String.valueOf(source.numbers().get(pair.first()));
        String second = String.valueOf(source.numbers().get(pair.second()));
        return List.of(first + " and " + second, String.valueOf(preference.votes()),
                String.valueOf(preference.first()), String.valueOf(preference.second()),
                String.valueOf(preference.ties()),
                preference.second95()
                        .map(share -> Numbers.percent(share.share()) + " (" + Numbers.of("%.0f", 100 * share.low())
                                + "\u00a0to\u00a0" + Numbers.percent(share.high()) + ")")
                        .orElse(Numbers.NONE),
                preference.second95()
                        .filter(Preference.Share::isDecided)
                        .map(share -> "Run " + (share.share() > 0.5 ? second : first) + " is preferred.")
                        .orElse("No preference is shown."));
    }

    private static int count(List<Vote> votes, Choice choice) {
        return (int) votes.stream().filter(vote -> vote.choice() == choice).count();
    }
}
