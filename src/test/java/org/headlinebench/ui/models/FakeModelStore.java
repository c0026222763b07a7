package org.headlinebench.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.bench.ModelChoice;

/** A store of two models, one of them here; the other arrives in steps, unless there is no network. */
public final class FakeModelStore implements ModelStore {
    private final List<ModelChoice> models = new ArrayList<>(List.of(FakeServices.SMALL, FakeServices.GATED));
    private boolean offline;

    public void goOffline() {
        offline = true;
    }

    @Override
    public synchronized List<ModelChoice> list() {
        return List.copyOf(models);
    }

    @Override
    public void pull(String id, BiConsumer<Double, String> progress, Cancellation cancellation) {
        if (offline) {
            throw new UserError("huggingface.co cannot be reached.", "Check the network, or copy the model's files.");
        }
        for (int step = 1; step <= 4; step++) {
            progress.accept(step / 4.0, "model.safetensors");
            if (cancellation.isCancelled()) {
                throw new UserError("The download was cancelled.", "Start it again; what has arrived is kept.");
            }
        }
        set(id, true);
    }

    @Override
    public ModelInspector inspector() {
        return new ModelInspector() {
            @Override
            public List<Tensor> tensors(String id) {
                if (!id.equals("small")) {
                    throw new UserError("It is not on this machine.", "Download it first.");
                }
                return List.of(new Tensor("model.embed_tokens.weight", List.of(100L, 8L), "Q8_0", 800, 850),
                        new Tensor("model.layers.0.mlp.up_proj.weight", List.of(16L, 8L), "F32", 128, 512),
                        new Tensor("model.norm.weight", List.of(8L), "F32", 8, 32));
            }

            @Override
            public Values values(String id, String tensor) {
                return new Values(-1, 1, 0, 0.5, 0.25, List.of(1L, 4L, 9L, 4L, 1L));
            }

            @Override
            public After after(String id, String tensor, Values before, Stack stack) {
                return new After(new Values(-1, 1, 0, 0.5, 0.5, List.of(0L, 2L, 15L, 2L, 0L)), 0.1);
            }
        };
    }

    @Override
    public long delete(String id) {
        if (models.stream().noneMatch(model -> model.id().equals(id) && model.installed())) {
            throw new UserError("It is not on this machine.", "There is nothing to delete.");
        }
        set(id, false);
        return 1 << 20;
    }

    private synchronized void set(String id, boolean installed) {
        models.replaceAll(model -> model.id().equals(id)
                ? new ModelChoice(id, model.name(), model.family(), OptionalLong.of(98_362_432), installed,
                        model.licence(), model.gated(), model.promptPreset())
                : model);
    }
}
