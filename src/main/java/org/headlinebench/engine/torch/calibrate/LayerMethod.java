package org.headlinebench.engine.torch.calibrate;

import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

/** Calibrates one decoder layer after the other. */
interface LayerMethod {
    /**
     * Stores a layer's result.
     *
     * @param x     what comes into the layer, [tokens, hidden]
     * @param inner holds what the layer alone needs
     * @param outer holds what comes out of it
     * @return what comes out of it, [tokens, hidden]
     */
    PtNDArray layer(PtNDArray x, DecoderLayer layer, TensorCalls inner, TensorCalls outer);

    /**
     * What attention needs beside weights.
     *
     * @param rotary  tables of cosines and sines
     * @param lengths tokens of each text
     * @param shape   heads, key/value heads, head size, sliding window
     * @param epsilon of the norms
     */
    record Attention(IValue rotary, long[] lengths, long[] shape, double epsilon) {
        PtNDArray of(PtNDArray h, List<PtNDArray> weights, DecoderLayer layer, TensorCalls calls) {
            return calls.tensor("attention", h, weights, layer.attentionBiases(), rotary, lengths, shape);
        }
    }
}
