package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.headlinebench.recommendation.Evidence;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Document;

/** Puts a report together from stored runs. */
public final class Report {
    private Report() {}

    /** The report as a document, to be written in any format. */
    public static Document of(Evidence evidence, Addenda addenda, ReportSettings settings) {
        Source source = Source.of(evidence, addenda, settings);
        List<Block> blocks = new ArrayList<>();
        Stream.of(Summary.of(source), Summary.problem(source), Method.of(source), Setup.of(source),
                Results.of(source), Improvement.of(source), Progress.of(source), Cards.of(source),
                Categories.of(source), Examples.of(source), EditorVotes.of(source), BeyondRouge.of(source),
                Published.of(source), PinnedCharts.of(source), Decisions.scenarios(source),
                Decisions.priorities(source), Decisions.impact(source), Problems.of(source),
                Problems.notMeasured(source), Reproduction.of(source)).forEach(blocks::addAll);
        return new Document("What inference optimizations bought", source.models() + " on "
                + source.baseline().setup().place() + ": " + Numbers.count(source.measured().size(), "configuration")
                + " over " + Numbers.count(source.articles(), "news article"), settings.at(),
                settings.creator(), blocks);
    }
}
