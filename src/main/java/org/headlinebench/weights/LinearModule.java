package org.headlinebench.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear layer of a decoder layer.
 *
 * @param name    Hugging Face's module name, for instance {@code model.layers.0.mlp.down_proj}
 * @param part    what it is for
 * @param layer   which decoder layer it belongs to, from 0
 * @param rows    output width
 * @param columns input width
 */
public record LinearModule(String name, Part part, int layer, int rows, int columns) {
    /** What linear modules are for, whatever a family calls them. */
    public enum Part {
        /** The q, k or v projection. */
        ATTENTION_INPUT,
        /** The projection of what attention gives. */
        ATTENTION_OUTPUT,
        /** The gate or the up projection, or the only one that an MLP without gate begins with. */
        MLP_INPUT,
        /** The projection back from the MLP's intermediate values. */
        MLP_OUTPUT,
        /** The head. */
        HEAD
    }

    static List<LinearModule> of(ModelConfiguration model) {
        int hidden = model.hiddenSize();
        int intermediate = model.intermediateSize();
        ModuleNames names = model.family().modules();
        var modules = new ArrayList<LinearModule>();
        for (int layer = 0; layer < model.layers(); layer++) {
            var prefix = names.layer(layer);
            for (int i = 0; i < names.attentionInputs().size(); i++) {
                modules.add(new LinearModule(prefix + names.attentionInputs().get(i), Part.ATTENTION_INPUT, layer,
                        i == 0 ? model.querySize() : model.keyValueSize(), hidden));
            }
            modules.add(new LinearModule(prefix + names.attentionOutput(), Part.ATTENTION_OUTPUT, layer, hidden,
                    model.querySize()));
            for (var input : names.mlpInputs()) {
                modules.add(new LinearModule(prefix + input, Part.MLP_INPUT, layer, intermediate, hidden));
            }
            modules.add(new LinearModule(prefix + names.mlpOutput(), Part.MLP_OUTPUT, layer, hidden, intermediate));
        }
        return List.copyOf(modules);
    }

    /** The head of a model, which is none of its {@link ModelConfiguration#linearModules()}. */
    public static LinearModule head(ModelConfiguration model) {
        return new LinearModule(model.family().modules().head(), Part.HEAD, model.layers() - 1,
                model.vocabularySize(), model.hiddenSize());
    }

    /** Whether it belongs to attention. */
    public boolean isAttention() {
        return part == Part.ATTENTION_INPUT || part == Part.ATTENTION_OUTPUT;
    }

    /** Whether it belongs to an MLP. */
    public boolean isMlp() {
        return part == Part.MLP_INPUT || part == Part.MLP_OUTPUT;
    }

    /** Number of weights. */
    public long weights() {
        return (long) rows * columns;
    }
}
