package org.headlinebench.engine.torch.parallel;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.model.ShardProgram;

/** The steps of a pass on one shard. All results are the caller's to close. */
final class Shard implements AutoCloseable {
    private final ShardProgram program;
    private final int index;
    private final IValue adds;
    private final IValue yes = IValue.from(true);
    private final IValue no = IValue.from(false);
    private final IValue firstToken;
    private final IValue[] layers;

    /** @param index among all shards, stage by stage */
    Shard(ShardProgram program, int index) {
        this.program = program;
        this.index = index;
        adds = IValue.from(program.part().adds());
        firstToken = IValue.from((long) program.part().firstToken());
        layers = new IValue[program.part().part().layers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = IValue.from((long) layer);
        }
    }

    ShardProgram program() {
        return program;
    }

    int index() {
        return index;
    }

    int layers() {
        return layers.length;
    }

    /** The embeddings of the tokens that this shard holds, 0 for the others. */
    IValue enter(MicroBatch batch) {
        return program.call("enter_part", batch.ids(), batch.counts(), batch.pasts(), program.weights(), firstToken);
    }

    /** What another device computed, on this one. */
    IValue arrive(IValue x) {
        return program.call("placed", x);
    }

    /** What all layers need to know of the pass. */
    IValue around(MicroBatch batch, IValue x) {
        return program.call("around", x, batch.ids(), batch.counts(), batch.pasts(), batch.wanted(), program.rotary(),
                program.shape());
    }

    /** Its heads' part of attention; the shard that adds has the residual stream in it. */
    IValue attention(MicroBatch batch, IValue x, int layer, IValue around, IValue caches) {
        boolean isLast = program.part().ends() && layer == layers.length - 1;
        return program.call("attention_part", x, layers[layer], isLast ? yes : no, adds, around, batch.counts(),
                batch.pasts(), batch.wanted(), program.weights(), caches, program.shape(), program.epsilon());
    }

    /** Its columns' part of the MLP. */
    IValue mlp(IValue x, int layer) {
        return program.call("mlp_part", x, layers[layer], adds, program.weights(), program.epsilon());
    }

    /** Logits of its tokens. */
    IValue head(IValue x) {
        return program.call("head_part", x, program.weights(), program.epsilon());
    }

    @Override
    public void close() {
        for (IValue layer : layers) {
            layer.close();
        }
        firstToken.close();
        adds.close();
        yes.close();
        no.close();
        program.close();
    }
}
