package org.headlinebench.ui.editor;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.VoteStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Vote;
import org.headlinebench.benchmark.result.Vote.Choice;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.Effect;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.comparison.Metric;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.metrics.statistics.Preference;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.StoredSamples;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/**
 * Blind votes between two runs of the experiment that is shown: one article at a time, the headlines in random order and
 * without their runs' names. Articles for which both wrote the same are passed over and counted. Window's thread only.
 */
public final class EditorModel {
    /** Where a headline stands. */
    public enum Side {
        LEFT, RIGHT, NEITHER
    }

    /**
     * An article to vote about.
     *
     * @param place from 1
     * @param of    how many there are
     */
    public record Ballot(String description, String left, String right, int place, int of) {}

    /**
     * What the votes came to.
     *
     * @param first        name of the run that is compared with
     * @param second       name of the run that is compared
     * @param preference   all votes between the two, of earlier sittings too
     * @param identical    articles for which both wrote the same
     * @param firstMillis  median E2E latency
     * @param secondMillis median E2E latency
     * @param speed        E2E latency article by article; absent where the two cannot be compared
     */
    public record Result(String first, String second, Preference preference, int identical, double firstMillis,
            double secondMillis, Optional<Effect> speed) {
        /** Whether the measurement shows that the second is faster, or slower. */
        public boolean isShown(Verdict verdict) {
            return speed.flatMap(Effect::verdict).filter(verdict::equals).isPresent();
        }
    }

    /** What both wrote for an article. */
    private record Texts(int row, String description, String first, String second) {}

    private record Pair(Texts texts, boolean swapped) {}

    /** Articles that both runs wrote about: those with different headlines, and how many got the same. */
    private record Common(List<Texts> different, int identical) {}

    private final VoteStore store;
    private final StoredSamples samples;
    private final Background background;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReadOnlyObjectWrapper<Optional<Ballot>> ballot = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Result>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private List<Pair> pairs = List.of();
    private Optional<RunModel> first = Optional.empty();
    private Optional<RunModel> second = Optional.empty();
    private int place;
    private int identical;
    private int sitting;

    /** @param random shuffles articles and sides */
    public EditorModel(VoteStore store, StoredSamples samples, Background background, Clock clock,
            RandomGenerator random) {
        this.store = store;
        this.samples = samples;
        this.background = background;
        this.clock = clock;
        this.random = random;
    }

    /** What is voted about now; empty before the first and after the last. */
    public ReadOnlyObjectProperty<Optional<Ballot>> ballot() {
        return ballot.getReadOnlyProperty();
    }

    /** What came out; empty until a sitting ends. */
    public ReadOnlyObjectProperty<Optional<Result>> result() {
        return result.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Begins a sitting between two runs that are over or stored. */
    public void begin(RunModel compared, RunModel other) {
        first = Optional.of(compared);
        second = Optional.of(other);
        place = 0;
        identical = 0;
        result.set(Optional.empty());
        problem.set(Optional.empty());
        pairs = List.of();
        int mine = ++sitting;
        RunId one = id(first);
        RunId another = id(second);
        background.run(() -> common(one, another), found -> {
            if (mine == sitting) {
                identical = found.identical();
                var shuffled = new ArrayList<Pair>();
                found.different().forEach(texts -> shuffled.add(new Pair(texts, random.nextBoolean())));
                Collections.shuffle(shuffled, java.util.Random.from(random));
                pairs = List.copyOf(shuffled);
                show();
            }
        }, found -> problem.set(Optional.of(found)));
    }

    private Common common(RunId compared, RunId other) {
        Map<Integer, String> headlines = new HashMap<>();
        samples.each(compared, Integer.MAX_VALUE, sample -> headlines.putIfAbsent(sample.row(), sample.headline()));
        var different = new ArrayList<Texts>();
        var same = new int[1];
        samples.each(other, Integer.MAX_VALUE, sample -> {
            String before = headlines.remove(sample.row());
            if (before != null && before.equals(sample.headline())) {
                same[0]++;
            } else if (before != null) {
                different.add(new Texts(sample.row(), sample.description(), before, sample.headline()));
            }
        });
        return new Common(different, same[0]);
    }

    /** Votes for the headline on a side, or for neither, and goes on to the next article. */
    public void vote(Side side) {
        if (ballot.get().isEmpty()) {
            return;
        }
        Pair pair = pairs.get(place);
        Choice choice = switch (side) {
            case NEITHER -> Choice.TIE;
            case LEFT -> pair.swapped() ? Choice.SECOND : Choice.FIRST;
            case RIGHT -> pair.swapped() ? Choice.FIRST : Choice.SECOND;
        };
        var vote = new Vote(id(first), id(second), pair.texts().row(), choice, clock.instant());
        background.run(() -> {
            store.add(vote);
            return true;
        }, _ -> {}, found -> problem.set(Optional.of(found)));
        place++;
        show();
    }

    /** Takes the last vote of this sitting back. */
    public void back() {
        if (place == 0 || first.isEmpty()) {
            return;
        }
        place--;
        RunId one = id(first);
        RunId other = id(second);
        background.run(() -> {
            store.removeLast(one, other);
            return true;
        }, _ -> {}, found -> problem.set(Optional.of(found)));
        result.set(Optional.empty());
        show();
    }

    /** Ends the sitting and shows what all votes between the two came to. */
    public void finish() {
        if (first.isEmpty()) {
            return;
        }
        ballot.set(Optional.empty());
        RunModel one = first.orElseThrow();
        RunModel other = second.orElseThrow();
        RunId oneId = id(first);
        RunId otherId = id(second);
        Run oneRun = one.run().get().orElseThrow();
        Run otherRun = other.run().get().orElseThrow();
        int same = identical;
        background.run(() -> {
            List<Vote> votes = store.between(oneId, otherId);
            var before = new MeasuredRun(oneRun, samples.measured(oneId, Integer.MAX_VALUE));
            var after = new MeasuredRun(otherRun, samples.measured(otherId, Integer.MAX_VALUE));
            return new Result(one.label(), other.label(), new Preference(count(votes, Choice.FIRST),
                    count(votes, Choice.SECOND), count(votes, Choice.TIE)), same, median(before), median(after),
                    Comparisons.of(before, List.of(after))
                            .compared()
                            .stream()
                            .findFirst()
                            .flatMap(found -> found.of(Metric.END_TO_END)));
        }, found -> result.set(Optional.of(found)), found -> problem.set(Optional.of(found)));
    }

    /** Ends the sitting without showing anything, as when other runs are shown. */
    public void reset() {
        sitting++;
        first = Optional.empty();
        second = Optional.empty();
        ballot.set(Optional.empty());
        result.set(Optional.empty());
    }

    private void show() {
        if (place >= pairs.size()) {
            finish();
            return;
        }
        Pair pair = pairs.get(place);
        String one = pair.texts().first();
        String other = pair.texts().second();
        ballot.set(Optional.of(new Ballot(pair.texts().description(), pair.swapped() ? other : one,
                pair.swapped() ? one : other, place + 1, pairs.size())));
    }

    private static int count(List<Vote> votes, Choice choice) {
        return (int) votes.stream().filter(vote -> vote.choice() == choice).count();
    }

    private static double median(MeasuredRun run) {
        return Percentiles.of(run.samples().stream().mapToDouble(sample -> sample.times().endToEndMillis()).toArray(),
                50);
    }

    private static RunId id(Optional<RunModel> run) {
        return run.orElseThrow().run().get().orElseThrow().id();
    }
}
