package org.headlinebench.ui.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/** The runs that the bench shows, compared with one of them article by article. Window's thread only. */
public final class CompareModel {
    /**
     * A comparison with the runs as the window shows them.
     *
     * @param baseline what the others are compared with
     * @param runs     the others, in the order of {@link Comparisons#runs}
     */
    public record Result(RunModel baseline, List<RunModel> runs, Comparisons comparisons) {
        public Result {
            runs = List.copyOf(runs);
        }
    }

    private final Background background;
    private final ReadOnlyObjectWrapper<Optional<Result>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private int request;

    public CompareModel(Background background) {
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
        int mine = ++request;
        List<RunModel> others = new ArrayList<>(runs);
        others.remove(baseline);
        others.removeIf(run -> run.run().get().isEmpty());
        MeasuredRun first = measured(baseline);
        List<MeasuredRun> rest = others.stream().map(CompareModel::measured).toList();
        busy.set(true);
        problem.set(Optional.empty());
        background.run(() -> Comparisons.of(first, rest), found -> {
            if (mine == request) {
                busy.set(false);
                result.set(Optional.of(new Result(baseline, others, found)));
            }
        }, found -> {
            busy.set(false);
            problem.set(Optional.of(found));
        });
    }

    /** Forgets the result, as when other runs are shown. */
    public void reset() {
        request++;
        busy.set(false);
        result.set(Optional.empty());
    }

    private static MeasuredRun measured(RunModel run) {
        return new MeasuredRun(run.run().get().orElseThrow(), run.samples());
    }
}
