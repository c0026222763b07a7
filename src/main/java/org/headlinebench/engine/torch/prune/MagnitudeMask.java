package org.headlinebench.engine.torch.prune;

/**
 * Everything below a magnitude becomes zero, and of those that equal it the first ones.
 *
 * @see SmallestMagnitudes
 */
final class MagnitudeMask implements Mask {
    private final int bits;
    private long equalsLeft;

    /**
     * A mask of one module.
     *
     * @param bits   of the magnitude as float32, whose order is that of the numbers
     * @param equals how many weights of exactly that magnitude become zero
     */
    MagnitudeMask(int bits, long equals) {
        this.bits = bits;
        this.equalsLeft = equals;
    }

    @Override
    public void apply(float[] ranks, float[] weights) {
        for (int i = 0; i < weights.length; i++) {
            int magnitude = SmallestMagnitudes.bits(ranks[i]);
            if (magnitude < bits || magnitude == bits && equalsLeft-- > 0) {
                weights[i] = 0;
            }
        }
    }
}
