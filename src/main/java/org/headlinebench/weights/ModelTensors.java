package org.headlinebench.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tensors that a configuration implies: Hugging Face's name and shape, in the order of computation. */
final class ModelTensors {
    /** Rows of OPT's table of positions that stand before the first position. */
    private static final int UNUSED_POSITIONS = 2;

    private ModelTensors() {}

    static Map<String, List<Long>> of(ModelConfiguration model) {
        var shapes = new LinkedHashMap<String, List<Long>>();
        ModuleNames names = model.family().modules();
        long hidden = model.hiddenSize();
        shapes.put(names.embedding() + ".weight", List.of((long) model.vocabularySize(), hidden));
        names.positions()
                .ifPresent(positions -> shapes.put(names.root() + positions + ".weight",
                        List.of((long) model.maxPositions() + UNUSED_POSITIONS, hidden)));
        for (LinearModule module : model.linearModules()) {
            var layer = names.layer(module.layer());
            if (module.name().equals(layer + names.attentionInputs().getFirst())) {
                putNorm(shapes, model, layer + names.attentionNorm());
            }
            if (module.name().equals(layer + names.mlpInputs().getFirst())) {
                putNorm(shapes, model, layer + names.mlpNorm());
            }
            shapes.put(module.name() + ".weight", List.of((long) module.rows(), (long) module.columns()));
            boolean biased = module.part() == LinearModule.Part.ATTENTION_INPUT && model.attentionBias();
            if (biased || model.family().hasBiasesEverywhere()) {
                shapes.put(module.name() + ".bias", List.of((long) module.rows()));
            }
        }
        putNorm(shapes, model, names.root() + names.norm());
        if (!model.tiedEmbedding()) {
            shapes.put(names.head() + ".weight", List.of((long) model.vocabularySize(), hidden));
        }
        return shapes;
    }

    private static void putNorm(Map<String, List<Long>> shapes, ModelConfiguration model, String name) {
        shapes.put(name + ".weight", List.of((long) model.hiddenSize()));
        if (model.family().hasBiasesEverywhere()) {
            shapes.put(name + ".bias", List.of((long) model.hiddenSize()));
        }
    }
}
