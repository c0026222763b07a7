package org.headlinebench.ui.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/**
 * Computes runs' figures on another thread. While a run is measured, computing rests a hundred times as long as it took,
 * so that it takes at most a hundredth of one core from the measurement; a run that is over is computed at once.
 */
final class FigureDesk {
    private static final int REST = 100;

    private final Background background;
    private final StoredSamples samples;
    private final Map<RunModel, Turn> turns = new HashMap<>();

    /** @param samples read for each computation and forgotten after it: a window shows runs of any length */
    FigureDesk(Background background, StoredSamples samples) {
        this.samples = samples;
        this.background = background;
    }

    /** Brings a run's figures up to date, now or when their turn comes. */
    void update(RunModel run, RunModel baseline) {
        Turn turn = turns.computeIfAbsent(run, _ -> new Turn());
        boolean over = run.state().get().isOver();
        if (turn.busy) {
            turn.again |= over;
        } else if (run.run().get().isPresent() && (over || System.nanoTime() - turn.restUntilNanos >= 0)) {
            compute(turn, run, run.run().get().get(), baseline);
        }
    }

    private void compute(Turn turn, RunModel model, Run run, RunModel baseline) {
        turn.busy = true;
        turn.again = false;
        int measured = model.count().get();
        Optional<Run> reference = model.isBaseline() ? Optional.empty() : baseline.run().get();
        int ofReference = baseline.count().get();
        long start = System.nanoTime();
        background.run(() -> {
            List<Sample> others = reference.map(found -> samples.measured(found.id(), ofReference)).orElse(List.of());
            RunFigures figures = RunFigures.of(run, samples.measured(run.id(), measured), others);
            turn.restUntilNanos = System.nanoTime() + REST * (System.nanoTime() - start);
            return figures;
        }, figures -> {
            model.show(figures);
            next(turn, model, baseline);
        }, (Problem _) -> next(turn, model, baseline));
    }

    private void next(Turn turn, RunModel model, RunModel baseline) {
        turn.busy = false;
        if (turn.again) {
            update(model, baseline);
        }
    }

    private static final class Turn {
        private boolean busy;
        private boolean again;
        private volatile long restUntilNanos = System.nanoTime();
    }
}
