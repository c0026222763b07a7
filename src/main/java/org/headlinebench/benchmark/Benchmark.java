package org.headlinebench.benchmark;

import java.util.List;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;

/** Runs experiments: what the command line and the window call. */
public interface Benchmark {
    /**
     * Runs the setups of an experiment one after the other on the calling thread, each in a worker process of its own,
     * and stores everything as it happens. A setup that fails leaves a failed run, and the next one goes on.
     *
     * @return the runs in the experiment's order, all over; those that a cancellation kept from starting are cancelled
     * @throws UserError if nothing can run at all: an unknown model, a stack that cannot run on the device
     */
    List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation);
}
