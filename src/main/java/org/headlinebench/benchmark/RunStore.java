package org.headlinebench.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;

/** Where runs are kept. Every call has committed to disk when it returns; all methods may be called by any thread. */
public interface RunStore extends AutoCloseable {
    void create(Run run);

    /** Takes over a run that was measured elsewhere with all that belongs to it, or nothing. */
    void create(Run run, List<Sample> samples, List<MemoryReading> memory, List<MachineReading> machine);

    /** Replaces the run of the same id; its samples stay. */
    void update(Run run);

    void append(RunId run, Sample sample);

    void append(RunId run, MemoryReading reading);

    void append(RunId run, MachineReading reading);

    Optional<Run> find(RunId run);

    /** All runs, newest first. */
    List<Run> list();

    /** The runs of an experiment in their order. */
    List<Run> ofExperiment(String experiment);

    /** A run's samples in the order measured. */
    List<Sample> samples(RunId run);

    /**
     * A page of a run's samples, in the order measured.
     *
     * @param after the position before the page; 0 for the first one
     * @param most  how many samples a page has
     */
    List<Sample> samples(RunId run, int after, int most);

    /** The samples of some positions, in the order measured; without those that there are none of. */
    List<Sample> samples(RunId run, Collection<Integer> positions);

    List<MemoryReading> memory(RunId run);

    /** How busy the machine was during a run, in the order read; empty for runs of earlier versions. */
    List<MachineReading> machine(RunId run);

    /** Keeps which stacks of an experiment cannot run, in place of what was kept of it before. */
    void refuse(String experiment, List<RefusedStack> stacks);

    /** The stacks of an experiment that cannot run, in its order; empty where none is known. */
    List<RefusedStack> refused(String experiment);

    /** Removes a run with all that belongs to it. */
    void delete(RunId run);

    @Override
    void close();
}
