package org.headlinebench.experiment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.device.DeviceId;

/**
 * An experiment as it was asked for.
 *
 * @param name           the beginning of its id in the run store
 * @param models         catalog ids or paths, each measured against a baseline of its own; empty: the catalog's default
 * @param target         the larger model, for the stacks that are marked so; absent: the same as the model
 * @param device         where all of it runs
 * @param workload       what all of it writes about
 * @param stacks         what runs; the first is the baseline
 * @param repeats        runs of each stack
 * @param shuffleSeed    decides the order in which stacks run; absent: as listed
 * @param baselineAtEnd  whether the baseline runs once more at the end, to show the noise floor
 * @param launcher       behind which the device is; absent: it is this machine's
 */
public record ExperimentDefinition(String name, List<String> models, Optional<String> target, DeviceId device,
        WorkloadChoice workload, List<NamedStack> stacks, int repeats, OptionalLong shuffleSeed,
        boolean baselineAtEnd, Optional<String> launcher) {

    private static final int MOST_REPEATS = 100;
    private static final int MOST_STACKS = 1000;

    public ExperimentDefinition {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(workload, "workload");
        models = List.copyOf(models);
        stacks = List.copyOf(stacks);
        checkedName(name);
        if (stacks.isEmpty() || stacks.size() > MOST_STACKS) {
            throw new IllegalArgumentException(
                    "an experiment has 1 to " + MOST_STACKS + " stacks, not " + stacks.size());
        }
        if (repeats < 1 || repeats > MOST_REPEATS) {
            throw new IllegalArgumentException("repeats must lie within 1 and " + MOST_REPEATS + ", not " + repeats);
        }
    }

    /** On a device of this machine. */
    public ExperimentDefinition(String name, List<String> models, Optional<String> target, DeviceId device,
            WorkloadChoice workload, List<NamedStack> stacks, int repeats, OptionalLong shuffleSeed,
            boolean baselineAtEnd) {
        this(name, models, target, device, workload, stacks, repeats, shuffleSeed, baselineAtEnd, Optional.empty());
    }

    /** The same behind that launcher. */
    public ExperimentDefinition on(String otherLauncher) {
        return new ExperimentDefinition(name, models, target, device, workload, stacks, repeats, shuffleSeed,
                baselineAtEnd, Optional.of(otherLauncher));
    }

    /** The name, if it is one. */
    static String checkedName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a name has up to 40 small letters, digits and hyphens, for example caches-and-bits");
        }
        return name;
    }

    /** The same with these models. */
    public ExperimentDefinition with(List<String> otherModels, Optional<String> otherTarget) {
        return new ExperimentDefinition(name, otherModels, otherTarget, device, workload, stacks, repeats, shuffleSeed,
                baselineAtEnd, launcher);
    }

    /** The same over another workload. */
    public ExperimentDefinition with(WorkloadChoice other) {
        return new ExperimentDefinition(name, models, target, device, other, stacks, repeats, shuffleSeed,
                baselineAtEnd, launcher);
    }
}
