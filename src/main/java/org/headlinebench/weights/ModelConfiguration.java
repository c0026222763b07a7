package org.headlinebench.weights;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The shape of a decoder model, from Hugging Face's {@code config.json} or a GGUF file's metadata.
 *
 * @param family which decoder it is
 * @param vocabularySize rows of the embedding
 * @param hiddenSize width of the residual stream
 * @param intermediateSize width of the MLP
 * @param layers number of decoder layers
 * @param attentionHeads query heads per layer
 * @param keyValueHeads key and value heads per layer; divides {@code attentionHeads}
 * @param headSize width of a head, even; {@code attentionHeads * headSize} need not be {@code hiddenSize}
 * @param maxPositions longest sequence, in tokens
 * @param normEpsilon added to the mean square, or the variance, inside every norm
 * @param ropeScaling how rotary frequencies are stretched; none where positions are learned
 * @param ropeTheta base of the rotary frequencies; of no meaning where positions are learned
 * @param tiedEmbedding whether the head uses the embedding's matrix, so that there is no {@code lm_head.weight}
 * @param attentionBias whether the q, k and v projections have biases
 * @param slidingWindow tokens that a position may look back on (itself included), in every layer; empty: all
 * @param bosTokenId the token that begins a text, where the model has one
 * @param eosTokenIds the tokens that end a generation; may be empty
 */
public record ModelConfiguration(ModelFamily family, int vocabularySize, int hiddenSize, int intermediateSize,
        int layers, int attentionHeads, int keyValueHeads, int headSize, int maxPositions, double normEpsilon,
        RopeScaling ropeScaling, double ropeTheta, boolean tiedEmbedding, boolean attentionBias,
        OptionalInt slidingWindow, OptionalInt bosTokenId, List<Integer> eosTokenIds) {

    /** @throws IllegalArgumentException naming the value that is impossible */
    public ModelConfiguration {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(ropeScaling, "ropeScaling");
        requireWithin("vocabulary size", vocabularySize, 1 << 24);
        requireWithin("hidden size", hiddenSize, 1 << 20);
        requireWithin("intermediate size", intermediateSize, 1 << 22);
        requireWithin("number of layers", layers, 4096);
        requireWithin("number of attention heads", attentionHeads, 1 << 14);
        requireWithin("number of key/value heads", keyValueHeads, 1 << 14);
        requireWithin("head size", headSize, 1 << 14);
        requireWithin("number of positions", maxPositions, 1 << 30);
        require(attentionHeads % keyValueHeads == 0, "number of attention heads (" + attentionHeads
                + ") must be a multiple of the number of key/value heads (" + keyValueHeads + ")");
        require(headSize % 2 == 0, "head size must be even, but is " + headSize);
        require(normEpsilon > 0 && normEpsilon < 1,
                "norm epsilon must be between 0 and 1, but is " + normEpsilon);
        require(ropeTheta > 1 && ropeTheta < 1e12, "rotary base must be above 1, but is " + ropeTheta);
        require(slidingWindow.isEmpty() || slidingWindow.getAsInt() > 0, "sliding window must be positive");
        if (ropeScaling instanceof RopeScaling.Factors(var divisors)) {
            require(divisors.size() == headSize / 2, "rope_freqs.weight must hold " + headSize / 2
                    + " values for head size " + headSize + ", but holds " + divisors.size());
        }
        bosTokenId.ifPresent(id -> requireToken("begin", id, vocabularySize));
        eosTokenIds = List.copyOf(eosTokenIds);
        for (int id : eosTokenIds) {
            requireToken("end", id, vocabularySize);
        }
    }

    /** Query heads that share one key/value head. */
    public int queryGroups() {
        return attentionHeads / keyValueHeads;
    }

    /** Output width of the q projection: {@code attentionHeads * headSize}. */
    public int querySize() {
        return attentionHeads * headSize;
    }

    /** Output width of each of the k and v projections: {@code keyValueHeads * headSize}. */
    public int keyValueSize() {
        return keyValueHeads * headSize;
    }

    /**
     * {@code headSize / 2} inverse rotary frequencies, scaling applied, as transformers computes them in float32.
     *
     * @param tokens of the longest sequence that will be asked for
     */
    public float[] inverseFrequencies(int tokens) {
        return RotaryFrequencies.of(headSize, ropeTheta, ropeScaling, tokens);
    }

    /** The same model with its rotary frequencies stretched otherwise, for sequences of another length. */
    public ModelConfiguration with(RopeScaling scaling, int positions) {
        return new ModelConfiguration(family, vocabularySize, hiddenSize, intermediateSize, layers, attentionHeads,
                keyValueHeads, headSize, positions, normEpsilon, scaling, ropeTheta, tiedEmbedding, attentionBias,
                slidingWindow, bosTokenId, eosTokenIds);
    }

    /**
     * What one of several shards holds of this model: its share of the heads, of the MLP and of the vocabulary, and some of
     * the layers. Tokens that begin or end a text are the whole model's affair.
     *
     * @param shards divides heads, key and value heads, intermediate size and vocabulary
     */
    public ModelConfiguration part(int shards, int ofLayers) {
        return new ModelConfiguration(family, vocabularySize / shards, hiddenSize, intermediateSize / shards, ofLayers,
                attentionHeads / shards, keyValueHeads / shards, headSize, maxPositions, normEpsilon, ropeScaling,
                ropeTheta, tiedEmbedding, attentionBias, slidingWindow, OptionalInt.empty(), List.of());
    }

    /** Number of weights per kind of module. */
    public ParameterCount parameterCount() {
        return ParameterCount.of(this);
    }

    /**
     * The linear layers of all decoder layers in the order of computation, without the head: what quantization and
     * pruning work on.
     */
    public List<LinearModule> linearModules() {
        return LinearModule.of(this);
    }

    private static void requireWithin(String what, int value, int most) {
        require(value >= 1 && value <= most, what + " must be between 1 and " + most + ", but is " + value);
    }

    private static void requireToken(String which, int id, int vocabularySize) {
        require(id >= 0 && id < vocabularySize,
                which + " token id " + id + " lies outside the vocabulary of " + vocabularySize + " tokens");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
