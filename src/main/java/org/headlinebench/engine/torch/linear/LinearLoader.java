package org.headlinebench.engine.torch.linear;

/** Brings linear layers into a program's list of weights, in the form that the program's product takes. */
public interface LinearLoader {
    /**
     * Appends one matrix.
     *
     * @return the bytes that it takes now, bias included
     */
    long load(LinearRows rows);

    /** Whether gate and up rows come as one matrix. */
    boolean joinsGateAndUp();
}
