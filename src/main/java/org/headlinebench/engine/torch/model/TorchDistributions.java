package org.headlinebench.engine.torch.model;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.DraftDistributions;

/** A program's list of tensors, one distribution over the vocabulary per token. */
record TorchDistributions(IValue list) implements DraftDistributions {
    @Override
    public void close() {
        list.close();
    }
}
