package org.headlinebench.catalog;

/**
 * The numbers of a model's configuration that decide its size, so that memory can be estimated before any download.
 *
 * @param vocabSize rows of the embedding
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width inside the MLP (gate and up)
 * @param layers decoder layers
 * @param heads query heads per layer
 * @param kvHeads key and value heads per layer; divides {@code heads}
 * @param headSize width of one head
 * @param tiedEmbeddings whether the output head is the embedding itself
 * @param maxPositions the longest sequence the model was trained for, in tokens
 * @param ropeTheta base of the rotary frequencies; any where positions are learned
 * @param attentionBias whether the query, key and value projections have biases
 */
public record ModelShape(
        int vocabSize,
        int hiddenSize,
        int intermediateSize,
        int layers,
        int heads,
        int kvHeads,
        int headSize,
        boolean tiedEmbeddings,
        int maxPositions,
        double ropeTheta,
        boolean attentionBias) {
    public ModelShape {
        atLeastOne("vocabSize", vocabSize);
        atLeastOne("hiddenSize", hiddenSize);
        atLeastOne("intermediateSize", intermediateSize);
        atLeastOne("layers", layers);
        atLeastOne("heads", heads);
        atLeastOne("kvHeads", kvHeads);
        atLeastOne("headSize", headSize);
        atLeastOne("maxPositions", maxPositions);
        if (heads % kvHeads != 0) {
            throw new IllegalArgumentException("kvHeads (" + kvHeads + ") must divide heads (" + heads + ")");
        }
        if (headSize % 2 != 0) {
            throw new IllegalArgumentException("headSize must be even (rotary pairs), not " + headSize);
        }
        if (!(ropeTheta > 0) || Double.isInfinite(ropeTheta)) {
            throw new IllegalArgumentException("ropeTheta must be above 0, not " + ropeTheta);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
