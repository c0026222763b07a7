package org.headlinebench.engine.torch.model;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.cache.Caches;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.ShardPart;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.PartialFile;
import org.headlinebench.weights.WeightFile;

/**
 * What one device holds of a model that is spread over several: its program, its own list of weights, read from the
 * model's file and nowhere else in memory, and the caches of its own heads and layers.
 */
public final class ShardProgram implements AutoCloseable {
    private final ShardPart part;
    private final Script script;
    private final Arena memory = Arena.ofShared();
    private final IValue weights;
    private final IValue rotary;
    private final IValue shape;
    private final IValue epsilon;
    private final Caches caches;
    private final ModelFacts facts;

    /**
     * Loads a shard.
     *
     * @param file   the whole model's; stays open
     * @param device where the shard's tensors are
     */
    public ShardProgram(WeightFile file, ShardPart part, DeviceId device, Stack stack, int contextTokens,
            LoadWatch watch) {
        long start = System.nanoTime();
        this.part = part;
        ModelConfiguration model = stack.rope().appliedTo(part.part());
        ProgramParts parts = ProgramParts.of(model.family(), stack, device.kind());
        var texts = new ArrayList<>(parts.resources());
        texts.add("parallel/shard");
        script = Script.load(device, texts);
        var view = new PartialFile(file, part.part(), part.rank(), part.firstLayer(), part.embeds(), part.ends());
        var loader = new WeightLoader(view, new Ends(part.embeds(), part.ends()), stack, Optional.empty(), script,
                new ForeignTensors(Torch.libraryFolder()), memory, watch);
        try (loader) {
            weights = loader.load();
        } catch (RuntimeException | Error e) {
            script.close();
            memory.close();
            throw e;
        }
        rotary = TorchLanguageModel.rotary(model, part.part(), stack, contextTokens, script);
        shape = TorchLanguageModel.shape(model);
        epsilon = IValue.from(model.normEpsilon());
        caches = new Caches(script, stack.cache(), shape, stack.precision());
        facts = TorchLanguageModel.facts(loader, parts, model, stack, (System.nanoTime() - start) / 1e6);
    }

    /** Which part of the model it is. */
    public ShardPart part() {
        return part;
    }

    /** Runs a method of the program; the result is the caller's to close. */
    public IValue call(String method, IValue... arguments) {
        return script.call(method, arguments);
    }

    /** The program, for its device and the manager of its tensors. */
    public Script script() {
        return script;
    }

    /** The program's arguments that are the same in every pass. */
    public IValue weights() {
        return weights;
    }

    /** See {@link #weights}. */
    public IValue rotary() {
        return rotary;
    }

    /** See {@link #weights}. */
    public IValue shape() {
        return shape;
    }

    /** See {@link #weights}. */
    public IValue epsilon() {
        return epsilon;
    }

    /** Keys and values of a new sequence, of the shard's own heads and layers. */
    public SequenceCache open(int capacityTokens) {
        return caches.open(capacityTokens);
    }

    /** What was loaded. */
    public ModelFacts facts() {
        return facts;
    }

    @Override
    public void close() {
        caches.close();
        List.of(weights, rotary, shape, epsilon).forEach(IValue::close);
        script.close();
        memory.close();
    }
}
