package org.headlinebench.report;

import java.util.List;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.PinStore;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.VoteStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.RunComparer;
import org.headlinebench.evaluation.EvaluationStore;
import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.content.Report;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.document.Document;

/** Reports on stored runs, with all that is stored about them; the command line and the window both ask it. */
public final class Reporting {
    private final RunStore runs;
    private final VoteStore votes;
    private final PinStore pins;
    private final EvaluationStore evaluations;

    public Reporting(RunStore runs, VoteStore votes, PinStore pins, EvaluationStore evaluations) {
        this.runs = runs;
        this.votes = votes;
        this.pins = pins;
        this.evaluations = evaluations;
    }

    /**
     * Figures and comparisons of runs.
     *
     * @param chosen the runs in order; the first with samples is the baseline
     * @throws UserError if no run has a sample
     */
    public Evidence evidence(List<Run> chosen, Prices prices) {
        var comparer = new RunComparer(runs);
        return Evidence.of(chosen.stream().map(comparer::measured).toList(), prices);
    }

    /**
     * A report, to be written by {@link ReportFile}, and its figures by {@link ChartFiles}.
     *
     * @param chosen the runs in order; the first with samples is the baseline
     * @throws UserError if no run has a sample
     */
    public Document on(List<Run> chosen, ReportSettings settings) {
        return Report.of(evidence(chosen, settings.prices()), new Addenda(votes.all(), evaluations.list(),
                pins.all(),
                chosen.stream().collect(Collectors.toMap(Run::id, run -> runs.machine(run.id()), (one, _) -> one)),
                chosen.stream().map(Run::experiment).distinct().flatMap(each -> runs.refused(each).stream()).toList()),
                settings);
    }
}
