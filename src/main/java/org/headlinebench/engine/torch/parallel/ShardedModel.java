package org.headlinebench.engine.torch.parallel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.CalibrationFacts;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.engine.torch.model.LoadWatch;
import org.headlinebench.engine.torch.model.ShardProgram;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.ShardPart;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFile;

/** Loads a model that is spread over the devices of a topology. */
public final class ShardedModel {
    private ShardedModel() {}

    /**
     * Loads the shards one after the other, each straight from the file.
     *
     * @param file   closed by the model from now on
     * @param device the first of the devices; shards of the CPU all lie there
     */
    public static TorchLanguageModel load(WeightFile file, DeviceId device, Stack stack, int contextTokens,
            LoadWatch watch) {
        long start = System.nanoTime();
        List<ShardPart> parts = ShardPart.of(stack.topology(), file.configuration());
        List<DeviceId> devices = devices(device, parts.size());
        List<ShardProgram> programs = new ArrayList<>();
        List<AllReduce> sums = new ArrayList<>();
        try {
            for (int i = 0; i < parts.size(); i++) {
                int layersBefore = programs.stream().mapToInt(program -> program.part().part().layers()).sum();
                int all = parts.stream().mapToInt(part -> part.part().layers()).sum();
                programs.add(new ShardProgram(file, parts.get(i), devices.get(i), stack, contextTokens,
                        (layer, _) -> watch.loaded(layersBefore + layer, all)));
            }
            for (int stage = 0; stage < stack.topology().stages(); stage++) {
                int from = stage * stack.topology().shards();
                sums.add(sum(devices.subList(from, from + stack.topology().shards())));
            }
            return TorchLanguageModel.over(
                    new ShardedPasses(stack.topology(), programs, sums, device.kind() == DeviceKind.CPU), file, stack,
                    contextTokens, facts(file, stack, programs, (System.nanoTime() - start) / 1e6));
        } catch (RuntimeException | Error e) {
            sums.forEach(AllReduce::close);
            programs.forEach(ShardProgram::close);
            throw e;
        }
    }

    /** Where each shard is: the one place that says so. */
    private static List<DeviceId> devices(DeviceId first, int count) {
        return switch (first.kind()) {
            case CPU -> Collections.nCopies(count, first);
            case CUDA -> throw new UserError("Topologies of several GPUs are not built in this version.",
                    "Run on one GPU without topology, or simulate the shards with --device cpu.");
        };
    }

    /** How the shards of a stage add up their results. */
    private static AllReduce sum(List<DeviceId> devices) {
        return new OrderedSum(devices.getFirst());
    }

    private static ModelFacts facts(WeightFile file, Stack stack, List<ShardProgram> programs, double loadMillis) {
        List<ModelFacts> all = programs.stream().map(ShardProgram::facts).toList();
        List<ModelFacts> firstRanks = programs.stream()
                .filter(program -> program.part().rank() == 0)
                .map(ShardProgram::facts)
                .toList();
        Map<String, Long> byType = new TreeMap<>();
        all.forEach(facts -> facts.bytesByType().forEach((type, bytes) -> byType.merge(type, bytes, Long::sum)));
        ModelFacts any = all.getFirst();
        return new ModelFacts(file.configuration().parameterCount().total(), sum(all, ModelFacts::weightsBytes),
                sum(all, ModelFacts::scalesBytes), sum(all, ModelFacts::readBytes),
                sum(all, ModelFacts::headCopyBytes), sum(all, ModelFacts::mappedBytes), byType,
                (int) sum(firstRanks, ModelFacts::quantizedModules),
                (int) sum(firstRanks, ModelFacts::repackedModules), List.of(),
                CalibrationFacts.NONE, any.weightType(),
                any.linearKernel(), any.attentionKernel(), any.cacheLayout(), any.positions(), loadMillis);
    }

    private static long sum(List<ModelFacts> all, ToLongFunction<ModelFacts> bytes) {
        return all.stream().mapToLong(bytes).sum();
    }
}
