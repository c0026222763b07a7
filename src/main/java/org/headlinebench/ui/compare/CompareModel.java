package org.headlinebench.ui.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Advice;
import org.headlinebench.recommendation.Adviser;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.Priority;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.StoredSamples;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** The runs that the bench shows, compared with one of them article by article. Window's thread only. */
public final class CompareModel {
    /**
     * A comparison with the runs as the window shows them.
     *
     * @param baseline what the others are compared with
     * @param runs     the others, in the order of {@link Comparisons#runs}
     * @param comparisons each of them with the baseline
     * @param measured    the baseline in figures
     * @param candidates  all runs that can be recommended, in figures
     * @param priorities  what is worth its effort
     * @param advice      per scenario
     */
    public record Result(RunModel baseline, List<RunModel> runs, Comparisons comparisons, Candidate measured,
            List<Candidate> candidates, List<Priority> priorities, List<Advice> advice) {
        public Result {
            runs = List.copyOf(runs);
            candidates = List.copyOf(candidates);
            priorities = List.copyOf(priorities);
            advice = List.copyOf(advice);
        }

        /** How the window shows a run that can be recommended. */
        public RunModel shown(Candidate candidate) {
            return Stream.concat(Stream.of(baseline), runs.stream())
                    .filter(run -> run.run().get().orElseThrow().id().equals(candidate.run().id()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private final StoredSamples samples;
    private final Background background;
    private final ReadOnlyObjectWrapper<Optional<Result>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private int request;

    /** @param samples where the samples of the runs are read, and forgotten when they are compared */
    public CompareModel(StoredSamples samples, Background background) {
        this.samples = samples;
        this.background = background;
    }

    public ReadOnlyObjectProperty<Optional<Result>> result() {
        return result.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Compares; runs that cannot be compared are in the result with the reason. */
    public void compare(RunModel baseline, List<RunModel> runs) {
        int mine = begin();
        List<RunModel> others = new ArrayList<>(runs);
        others.remove(baseline);
        others.removeIf(run -> run.run().get().isEmpty());
        List<Run> stored = Stream.concat(Stream.of(baseline), others.stream())
                .map(run -> run.run().get().orElseThrow())
                .toList();
        background.run(() -> result(baseline, others, stored.stream()
                .map(run -> new MeasuredRun(run, samples.measured(run.id(), Integer.MAX_VALUE)))
                .toList()), found -> {
                    if (mine == request) {
                        busy.set(false);
                        result.set(Optional.of(found));
                    }
                }, found -> failed(mine, found));
    }

    /** Forgets the result, as when other runs are shown. */
    public void reset() {
        request++;
        busy.set(false);
        problem.set(Optional.empty());
        result.set(Optional.empty());
    }

    private int begin() {
        busy.set(true);
        problem.set(Optional.empty());
        return ++request;
    }

    private void failed(int mine, Problem found) {
        if (mine == request) {
            busy.set(false);
            problem.set(Optional.of(found));
        }
    }

    private static Result result(RunModel baseline, List<RunModel> others, List<MeasuredRun> measured) {
        if (measured.getFirst().samples().isEmpty()) {
            throw new UserError(Messages.text("compare.baseline.empty", baseline.label()),
                    Messages.text("compare.baseline.empty.remedy"));
        }
        Evidence evidence = Evidence.of(measured, Prices.NONE);
        return new Result(baseline, others, evidence.comparisons(), evidence.baselineCandidate(),
                evidence.candidates(), evidence.priorities(),
                Adviser.advise(ScenarioFile.bundled(), evidence.candidates()));
    }
}
