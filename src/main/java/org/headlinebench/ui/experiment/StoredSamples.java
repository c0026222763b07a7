package org.headlinebench.ui.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;

/** Samples as they are read again from the run store, a page at a time. For background threads. */
public final class StoredSamples {
    /** So few that nobody waits for long, so many that a large run is not a thousand queries. */
    private static final int PAGE = 500;

    private final RunStore store;

    public StoredSamples(RunStore store) {
        this.store = store;
    }

    /** Hands over a run's samples in the order measured; a page of them is in memory at a time. */
    public void each(RunId run, int most, Consumer<Sample> taker) {
        eachWhile(run, most, sample -> {
            taker.accept(sample);
            return true;
        });
    }

    /** The same until the taker wants no more. */
    public void eachWhile(RunId run, int most, Predicate<Sample> taker) {
        int after = 0;
        for (int left = most; left > 0;) {
            List<Sample> page = store.samples(run, after, Math.min(PAGE, left));
            if (page.isEmpty() || !page.stream().allMatch(taker)) {
                return;
            }
            after = page.getLast().position();
            left -= page.size();
        }
    }

    /** Samples of those positions with all that belongs to them. */
    public List<Sample> at(RunId run, Collection<Integer> positions) {
        return positions.isEmpty() ? List.of() : store.samples(run, positions);
    }

    /** A run's samples with what its figures and comparisons need, but neither descriptions nor raw continuations. */
    public List<Sample> measured(RunId run, int most) {
        var samples = new ArrayList<Sample>();
        each(run, most, sample -> samples.add(new Sample(sample.position(), sample.row(), sample.pass(),
                sample.category().intern(), "", sample.actualHeadline(), sample.headline(), "", sample.finishReason(),
                sample.promptTokens(), sample.cutWords(), sample.tokenIds(), sample.times(), sample.rouge(),
                sample.speculation())));
        return samples;
    }
}
