package org.headlinebench.benchmark;

import java.util.List;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Vote;

/** Readers' votes, kept with the runs. Every call has committed to disk when it returns; any thread may call. */
public interface VoteStore {
    /** Adds a vote; one about a run that is deleted is passed over. */
    void add(Vote vote);

    /** Takes the newest vote between two runs back. */
    void removeLast(RunId first, RunId second);

    /** All votes between two runs in that order, the oldest first. */
    List<Vote> between(RunId first, RunId second);

    /** All votes between any two runs, the oldest first. */
    List<Vote> all();
}
