package org.headlinebench.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;

/** A run store without a disk, for tests of what uses one. */
public class MemoryRunStore implements RunStore {
    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<RunId, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<RunId, List<MemoryReading>> readings = new LinkedHashMap<>();
    private final Map<RunId, List<MachineReading>> machine = new LinkedHashMap<>();
    private final Map<String, List<RefusedStack>> refused = new LinkedHashMap<>();

    @Override
    public synchronized void create(Run run) {
        runs.put(run.id(), run);
        samples.put(run.id(), new ArrayList<>());
        readings.put(run.id(), new ArrayList<>());
    }

    @Override
    public synchronized void create(Run run, List<Sample> measured, List<MemoryReading> memory,
            List<MachineReading> machineReadings) {
        create(run);
        samples.get(run.id()).addAll(measured);
        readings.get(run.id()).addAll(memory);
        machine.put(run.id(), new ArrayList<>(machineReadings));
    }

    @Override
    public synchronized void update(Run run) {
        runs.replace(run.id(), run);
    }

    @Override
    public synchronized void append(RunId run, Sample sample) {
        samples.get(run).add(sample);
    }

    @Override
    public synchronized void append(RunId run, MemoryReading reading) {
        readings.get(run).add(reading);
    }

    @Override
    public synchronized void append(RunId run, MachineReading reading) {
        machine.computeIfAbsent(run, _ -> new ArrayList<>()).add(reading);
    }

    @Override
    public synchronized List<MachineReading> machine(RunId run) {
        return List.copyOf(machine.getOrDefault(run, List.of()));
    }

    @Override
    public synchronized Optional<Run> find(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    @Override
    public synchronized List<Run> list() {
        return runs.values().stream().sorted(Comparator.comparing(Run::createdAt).reversed()).toList();
    }

    @Override
    public synchronized List<Run> ofExperiment(String experiment) {
        return runs.values().stream().filter(run -> run.experiment().equals(experiment)).toList();
    }

    @Override
    public synchronized List<Sample> samples(RunId run) {
        return List.copyOf(samples.getOrDefault(run, List.of()));
    }

    @Override
    public synchronized List<Sample> samples(RunId run, int after, int most) {
        return samples(run).stream().filter(sample -> sample.position() > after).limit(most).toList();
    }

    @Override
    public synchronized List<Sample> samples(RunId run, Collection<Integer> positions) {
        return samples(run).stream().filter(sample -> positions.contains(sample.position())).toList();
    }

    @Override
    public synchronized List<MemoryReading> memory(RunId run) {
        return List.copyOf(readings.getOrDefault(run, List.of()));
    }

    @Override
    public synchronized void refuse(String experiment, List<RefusedStack> stacks) {
        refused.put(experiment, List.copyOf(stacks));
    }

    @Override
    public synchronized List<RefusedStack> refused(String experiment) {
        return refused.getOrDefault(experiment, List.of());
    }

    @Override
    public synchronized void delete(RunId run) {
        runs.remove(run);
        samples.remove(run);
        readings.remove(run);
    }

    @Override
    public void close() {}
}
