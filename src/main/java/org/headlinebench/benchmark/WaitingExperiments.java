package org.headlinebench.benchmark;

import java.util.List;

/**
 * Experiments that wait for their turn, kept so that neither closing the window nor a crash loses them. Every call has
 * committed to disk when it returns; any thread may call.
 */
public interface WaitingExperiments {
    /**
     * An experiment in the queue.
     *
     * @param begun whether its first run has been started
     */
    record Waiting(Experiment experiment, boolean begun) {}

    /** Puts an experiment at the end. */
    void add(Experiment experiment);

    /** Notes that an experiment is being run now. */
    void begin(String experiment);

    /** Takes an experiment out, because it is over or not wanted; one that is not there is passed over. */
    void remove(String experiment);

    /** Puts this process's experiments into that order. */
    void reorder(List<String> experiments);

    /** What a process left behind that is no longer there, in its order; these are this process's own from now on. */
    List<Waiting> takeLeftOver();
}
