package org.headlinebench.engine.torch.prune;

/** Decides which weights become zero, while a module's rows pass from the first to the last. */
public interface Mask {
    /**
     * Sets weights of some whole rows to zero.
     *
     * @param ranks   the values by which it decides, one per weight; may be {@code weights} itself
     * @param weights changed in place
     */
    void apply(float[] ranks, float[] weights);
}
