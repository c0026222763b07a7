package org.headlinebench.weights;

import java.util.List;

/**
 * Number of weights per kind of module; per-layer counts are those of one layer.
 *
 * @param embedding the token embedding and learned positions, where there are any
 * @param attentionPerLayer q, k, v and o matrices of one layer
 * @param biasPerLayer biases of the linear modules of one layer
 * @param mlpPerLayer the MLP's matrices of one layer
 * @param normPerLayer both norms of one layer
 * @param finalNorm the norm before the head
 * @param head the head's own matrix; 0 when it is tied to the embedding
 * @param layers number of layers
 */
public record ParameterCount(long embedding, long attentionPerLayer, long biasPerLayer, long mlpPerLayer,
        long normPerLayer, long finalNorm, long head, int layers) {

    static ParameterCount of(ModelConfiguration model) {
        var first = model.linearModules().stream().filter(module -> module.layer() == 0).toList();
        var shapes = ModelTensors.of(model);
        var names = model.family().modules();
        long biases = first.stream()
                .mapToLong(module -> weights(shapes.getOrDefault(module.name() + ".bias", List.of(0L))))
                .sum();
        long attention = first.stream().filter(LinearModule::isAttention).mapToLong(LinearModule::weights).sum();
        long mlp = first.stream().filter(LinearModule::isMlp).mapToLong(LinearModule::weights).sum();
        long norm = (model.family().hasBiasesEverywhere() ? 2L : 1L) * model.hiddenSize();
        long embedding = (long) model.vocabularySize() * model.hiddenSize();
        long positions = names.positions()
                .map(table -> weights(shapes.get(names.root() + table + ".weight")))
                .orElse(0L);
        return new ParameterCount(embedding + positions, attention, biases, mlp, 2 * norm, norm,
                model.tiedEmbedding() ? 0 : embedding, model.layers());
    }

    private static long weights(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Weights in the linear layers of all decoder layers: what quantization and pruning work on. */
    public long linear() {
        return layers * (attentionPerLayer + mlpPerLayer);
    }

    /** All weights of one layer. */
    public long layer() {
        return attentionPerLayer + biasPerLayer + mlpPerLayer + normPerLayer;
    }

    /** All weights; a tied embedding counts once. */
    public long total() {
        return embedding + layers * layer() + finalNorm + head;
    }
}
