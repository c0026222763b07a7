package org.headlinebench.weights;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear layer of a decoder layer.
 *
 * @param name    Hugging Face's module name, for instance {@code model.layers.0.mlp.down_proj}
 * @param layer   which decoder layer it belongs to, from 0
 * @param rows    output width
 * @param columns input width
 */
public record LinearModule(String name, int layer, int rows, int columns) {
    static List<LinearModule> of(ModelConfiguration model) {
        int hidden = model.hiddenSize();
        int intermediate = model.intermediateSize();
        var modules = new ArrayList<LinearModule>();
        for (int layer = 0; layer < model.layers(); layer++) {
            var prefix = "model.layers." + layer + ".";
            modules.add(new LinearModule(prefix + "self_attn.q_proj", layer, model.querySize(), hidden));
            modules.add(new LinearModule(prefix + "self_attn.k_proj", layer, model.keyValueSize(), hidden));
            modules.add(new LinearModule(prefix + "self_attn.v_proj", layer, model.keyValueSize(), hidden));
            modules.add(new LinearModule(prefix + "self_attn.o_proj", layer, hidden, model.querySize()));
            modules.add(new LinearModule(prefix + "mlp.gate_proj", layer, intermediate, hidden));
            modules.add(new LinearModule(prefix + "mlp.up_proj", layer, intermediate, hidden));
            modules.add(new LinearModule(prefix + "mlp.down_proj", layer, hidden, intermediate));
        }
        return List.copyOf(modules);
    }

    /** Number of weights. */
    public long weights() {
        return (long) rows * columns;
    }
}
