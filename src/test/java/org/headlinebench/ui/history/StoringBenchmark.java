package org.headlinebench.ui.history;

import java.util.List;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;

/** Stores what a benchmark tells of, as the real one does before it tells. */
public record StoringBenchmark(Benchmark told, RunStore store) implements Benchmark {
    @Override
    public List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation) {
        return told.run(experiment, new RunListener() {
            @Override
            public void changed(Run run) {
                if (run.state() == RunState.QUEUED) {
                    store.create(run);
                } else {
                    store.update(run);
                }
                listener.changed(run);
            }

            @Override
            public void progressed(RunId run, double fraction, String message) {
                listener.progressed(run, fraction, message);
            }

            @Override
            public void measured(RunId run, Sample sample) {
                store.append(run, sample);
                listener.measured(run, sample);
            }

            @Override
            public void waiting(String why) {
                listener.waiting(why);
            }

            @Override
            public void wrote(RunId run, String text) {
                listener.wrote(run, text);
            }

            @Override
            public void read(RunId run, MachineReading reading) {
                store.append(run, reading);
                listener.read(run, reading);
            }

            @Override
            public void read(RunId run, MemoryReading reading) {
                store.append(run, reading);
                listener.read(run, reading);
            }
        }, cancellation);
    }
}
