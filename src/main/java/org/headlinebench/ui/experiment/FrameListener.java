package org.headlinebench.ui.experiment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.ui.frame.FrameBatcher;

/**
 * Hears the benchmark on its thread and changes the runs' models on the window's: a run's beginning and end at once,
 * what comes in between when the window has rested.
 */
final class FrameListener implements RunListener {
    private static final Logger LOG = System.getLogger(FrameListener.class.getName());

    private final FrameBatcher frames;
    private final Function<Run, RunModel> find;
    private final Consumer<RunModel> updated;
    private final Consumer<String> waiting;
    /** Window's thread only. */
    private final Map<RunId, RunModel> known = new HashMap<>();

    /**
     * @param find    the model of a run that is heard of for the first time
     * @param updated told after a run changed or a sample came
     * @param waiting told why the experiment waits, and with nothing when it goes on
     */
    FrameListener(FrameBatcher frames, Function<Run, RunModel> find, Consumer<RunModel> updated,
            Consumer<String> waiting) {
        this.waiting = waiting;
        this.frames = frames;
        this.find = find;
        this.updated = updated;
    }

    @Override
    public void changed(Run run) {
        frames.submit(() -> {
            RunModel model = known.computeIfAbsent(run.id(), _ -> find.apply(run));
            model.changed(run);
            updated.accept(model);
        });
    }

    @Override
    public void waiting(String why) {
        frames.submit(() -> waiting.accept(why));
    }

    @Override
    public void progressed(RunId run, double fraction, String message) {
        frames.submitPatiently(() -> with(run, model -> model.progressed(fraction, message)));
    }

    @Override
    public void wrote(RunId run, String text) {
        frames.submitPatiently(() -> with(run, model -> model.wrote(text)));
    }

    @Override
    public void measured(RunId run, Sample sample) {
        frames.submitPatiently(() -> with(run, model -> {
            model.measured(sample);
            updated.accept(model);
        }));
    }

    @Override
    public void read(RunId run, MemoryReading reading) {
        frames.submitPatiently(() -> with(run, model -> model.read(reading)));
    }

    @Override
    public void read(RunId run, MachineReading reading) {
        frames.submitPatiently(() -> with(run, model -> model.read(reading)));
    }

    private void with(RunId run, Consumer<RunModel> update) {
        RunModel model = known.get(run);
        if (model == null) {
            LOG.log(Level.WARNING, "news of run {0}, which was never announced", run);
        } else {
            update.accept(model);
        }
    }
}
