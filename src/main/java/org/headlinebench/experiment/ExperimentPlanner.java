package org.headlinebench.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.device.Device;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.statistics.SplitMix64;
import org.headlinebench.optimization.Stack;

/**
 * Makes a plan of a definition: one part per model, models outermost. Each stack is accepted or refused by the rules of
 * stacks; runs that an earlier start has finished are recognised by the part's id and their stack.
 *
 * <p>A part's id is the experiment's name and a checksum of model, device, workload and baseline, so that a file may get
 * more stacks and keep the runs that it has, while a changed workload or baseline begins anew.
 */
public final class ExperimentPlanner {
    private final ModelFiles models;
    private final RunStore store;
    private final List<Device> devices;

    /** @param devices this machine's, for estimates */
    public ExperimentPlanner(ModelFiles models, RunStore store, List<Device> devices) {
        this.models = models;
        this.store = store;
        this.devices = List.copyOf(devices);
    }

    /**
     * Plans an experiment that names its models.
     *
     * @throws UserError if there is no such model, or none of the stacks can run
     */
    public List<ExperimentPart> plan(ExperimentDefinition definition, Workload workload) {
        var parts = new ArrayList<ExperimentPart>();
        for (String model : definition.models()) {
            String target = definition.target().orElse(model);
            for (String runsOn : new LinkedHashSet<>(List.of(model, target))) {
                List<NamedStack> stacks = definition.stacks()
                        .stream()
                        .filter(stack -> (stack.onTarget() ? target : model).equals(runsOn))
                        .toList();
                if (!stacks.isEmpty()) {
                    parts.add(part(definition, runsOn, stacks, workload));
                }
            }
        }
        return List.copyOf(parts);
    }

    private ExperimentPart part(ExperimentDefinition definition, String model, List<NamedStack> stacks,
            Workload workload) {
        models.sizes(model);
        Map<Stack, List<String>> accepted = new LinkedHashMap<>();
        List<RefusedStack> refused = new ArrayList<>();
        for (NamedStack named : stacks) {
            try {
                Stack stack = Drafts.accept(Stack.parse(named.text(), definition.device().kind()), model,
                        definition.device().kind(), models);
                accepted.computeIfAbsent(stack, _ -> new ArrayList<>()).add(named.name());
            } catch (UserError e) {
                refused.add(new RefusedStack(named.name(), named.text(), e.getMessage(), e.remedy()));
            }
        }
        if (accepted.isEmpty()) {
            throw new UserError("No stack of " + definition.name() + " can run on " + model + ": "
                    + refused.getFirst().reason(), refused.getFirst().remedy());
        }
        List<Stack> all = runs(definition, List.copyOf(accepted.keySet()));
        String id = definition.name() + "-" + ExperimentId.checksum(model,
                definition.launcher().map(name -> name + " ").orElse("") + definition.device(),
                workload.identity().checksum(), all.getFirst().text());
        Map<Integer, Run> finished = finished(id, all);
        var estimator = new RunEstimator(models, devices, store.list());
        var planned = new ArrayList<PlannedRun>();
        for (Stack stack : all) {
            int ordinal = planned.size() + 1;
            var setup = new RunSetup(model, definition.device(), stack).on(definition.launcher());
            planned.add(new PlannedRun(ordinal, accepted.get(stack), setup,
                    estimator.estimate(setup, workload.identity()), Optional.ofNullable(finished.get(ordinal))));
        }
        return new ExperimentPart(id, model, planned, order(definition, all), refused);
    }

    /** All runs by ordinal: each stack as often as asked for, the baseline once more. */
    private static List<Stack> runs(ExperimentDefinition definition, List<Stack> stacks) {
        var all = new ArrayList<Stack>();
        for (int repeat = 0; repeat < definition.repeats(); repeat++) {
            all.addAll(stacks);
        }
        if (definition.baselineAtEnd() && all.size() > 1) {
            all.add(stacks.getFirst());
        }
        return all;
    }

    private static List<Integer> order(ExperimentDefinition definition, List<Stack> runs) {
        var order = new ArrayList<Integer>();
        for (int ordinal = 1; ordinal <= runs.size(); ordinal++) {
            order.add(ordinal);
        }
        if (definition.shuffleSeed().isPresent()) {
            var random = new SplitMix64(definition.shuffleSeed().getAsLong());
            int last = runs.size() - (definition.baselineAtEnd() && runs.size() > 1 ? 2 : 1);
            for (int i = last; i > 1; i--) {
                int other = 1 + random.nextIndex(i);
                order.set(other, order.set(i, order.get(other)));
            }
        }
        return order;
    }

    /** Finished runs by the ordinal that they have in this plan, the earlier ones first. */
    private Map<Integer, Run> finished(String id, List<Stack> runs) {
        List<Run> left = new ArrayList<>(store.ofExperiment(id)
                .stream()
                .filter(run -> run.state() == RunState.FINISHED)
                .sorted(Comparator.comparing(Run::createdAt))
                .toList());
        var byOrdinal = new HashMap<Integer, Run>();
        for (int ordinal = 1; ordinal <= runs.size(); ordinal++) {
            String text = runs.get(ordinal - 1).text();
            Optional<Run> match = left.stream().filter(run -> run.setup().stack().text().equals(text)).findFirst();
            if (match.isPresent()) {
                left.remove(match.get());
                byOrdinal.put(ordinal, match.get());
            }
        }
        return byOrdinal;
    }
}
