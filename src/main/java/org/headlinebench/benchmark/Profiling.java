package org.headlinebench.benchmark;

import java.util.Optional;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.failure.UserError;

/** Finds out where the time of a configuration goes. */
public interface Profiling {
    /**
     * Profiles steps and keeps the result. Blocks until it is done.
     *
     * @param run      the run whose configuration it is, if it is made for one
     * @param prompt   what is continued
     * @param tokens   steps that are profiled, at least 1
     * @param progress is told the fraction done (negative where unknown) and what is being done
     * @throws UserError if the setup cannot run, the model cannot be fetched, or it was cancelled
     */
    TimeProfile profile(RunSetup setup, Optional<RunId> run, String prompt, int tokens,
            BiConsumer<Double, String> progress, Cancellation cancellation);

    /** Past profiles. */
    ProfileStore store();
}
