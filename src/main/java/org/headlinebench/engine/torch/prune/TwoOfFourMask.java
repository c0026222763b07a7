package org.headlinebench.engine.torch.prune;

/**
 * Semi-structured 2:4 sparsity (Mishra et al. 2021): of each four consecutive weights of a row the two of largest
 * magnitude stay; of equal ones the first.
 */
final class TwoOfFourMask implements Mask {
    @Override
    public void apply(float[] ranks, float[] weights) {
        var drop = new boolean[4];
        for (int at = 0; at < weights.length; at += 4) {
            for (int i = 0; i < 4; i++) {
                int larger = 0;
                for (int j = 0; j < 4; j++) {
                    float mine = Math.abs(ranks[at + i]);
                    float other = Math.abs(ranks[at + j]);
                    larger += other > mine || other == mine && j < i ? 1 : 0;
                }
                drop[i] = larger >= 2;
            }
            for (int i = 0; i < 4; i++) {
                weights[at + i] = drop[i] ? 0 : weights[at + i];
            }
        }
    }
}
