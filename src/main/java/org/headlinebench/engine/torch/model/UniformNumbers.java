package org.headlinebench.engine.torch.model;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random numbers in [0, 1), one for each output position: a position that is sampled again, after a proposal was verified
 * and forgotten, gets the same number. So what is written does not depend on how many passes it took.
 */
final class UniformNumbers {
    private final SplittableRandom random;
    private double[] drawn = new double[32];
    private int count;

    UniformNumbers(SplittableRandom random) {
        this.random = random;
    }

    double at(int position) {
        if (position >= drawn.length) {
            drawn = Arrays.copyOf(drawn, Math.max(position + 1, 2 * drawn.length));
        }
        while (count <= position) {
            drawn[count++] = random.nextDouble();
        }
        return drawn[position];
    }
}
