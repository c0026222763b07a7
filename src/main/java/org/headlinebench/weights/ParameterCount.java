package org.headlinebench.weights;

/**
 * Number of weights per kind of module; per-layer counts are those of one layer.
 *
 * @param embedding the token embedding
 * @param attentionPerLayer q, k, v and o matrices of one layer
 * @param attentionBiasPerLayer q, k and v biases of one layer
 * @param mlpPerLayer gate, up and down matrices of one layer
 * @param normPerLayer both norms of one layer
 * @param finalNorm the norm before the head
 * @param head the head's own matrix; 0 when it is tied to the embedding
 * @param layers number of layers
 */
public record ParameterCount(long embedding, long attentionPerLayer, long attentionBiasPerLayer, long mlpPerLayer,
        long normPerLayer, long finalNorm, long head, int layers) {

    static ParameterCount of(ModelConfiguration model) {
        long hidden = model.hiddenSize();
        long embedding = hidden * model.vocabularySize();
        long projections = 2L * model.querySize() + 2L * model.keyValueSize();
        long biases = model.attentionBias() ? model.querySize() + 2L * model.keyValueSize() : 0;
        return new ParameterCount(embedding, hidden * projections, biases, 3 * hidden * model.intermediateSize(),
                2 * hidden, hidden, model.tiedEmbedding() ? 0 : embedding, model.layers());
    }

    /** Weights in the linear layers of all decoder layers: what quantization and pruning work on. */
    public long linear() {
        return layers * (attentionPerLayer + mlpPerLayer);
    }

    /** All weights of one layer. */
    public long layer() {
        return attentionPerLayer + attentionBiasPerLayer + mlpPerLayer + normPerLayer;
    }

    /** All weights; a tied embedding counts once. */
    public long total() {
        return embedding + layers * layer() + finalNorm + head;
    }
}
