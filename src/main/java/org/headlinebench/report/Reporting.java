package org.headlinebench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.VoteStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.RunComparer;
import org.headlinebench.evaluation.EvaluationStore;
import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.pdf.Paper;

/** Reports on stored runs, with all that is stored about them; the command line and the window both ask it. */
public final class Reporting {
    private final RunStore runs;
    private final VoteStore votes;
    private final EvaluationStore evaluations;

    public Reporting(RunStore runs, VoteStore votes, EvaluationStore evaluations) {
        this.runs = runs;
        this.votes = votes;
        this.evaluations = evaluations;
    }

    /**
     * A whole report in memory, so that one which fails leaves no file behind.
     *
     * @param chosen the runs in order; the first with samples is the baseline
     * @throws UserError if no run has a sample
     */
    public byte[] on(List<Run> chosen, ReportSettings settings, Format format, Paper paper) {
        var comparer = new RunComparer(runs);
        var evidence = Evidence.of(chosen.stream().map(comparer::measured).toList(), settings.prices());
        var content = new ByteArrayOutputStream();
        try {
            ReportFile.write(evidence, new Addenda(votes.all(), evaluations.list()), settings, format, paper, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content.toByteArray();
    }
}
