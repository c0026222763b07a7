package org.headlinebench.optimization;

/** Bits that a weight of the linear layers takes; scales and zero points are not in it. */
public enum LinearBits {
    AS_PRECISION(0), EIGHT(8), FOUR(4);

    private final int bits;

    LinearBits(int bits) {
        this.bits = bits;
    }

    long bytes(long weights, Precision precision) {
        return this == AS_PRECISION ? weights * precision.bytes() : weights * bits / 8;
    }
}
