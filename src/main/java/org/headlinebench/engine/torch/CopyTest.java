package org.headlinebench.engine.torch;

import java.util.List;

import ai.djl.Device;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.script.Script;

/**
 * The product's own measure of memory bandwidth, the denominator of every roofline share: large tensors are copied with
 * as many threads as a model would use, and bytes read plus bytes written are counted.
 */
public final class CopyTest {
    private static final long NUMBERS = 64L << 20;
    private static final int REPEATS = 12;

    private CopyTest() {}

    /** The best of some copies of 256 MiB, in bytes per second. */
    public static double bytesPerSecond() {
        try (Script script = Script.load(Device.cpu(), List.of("copytest"));
                IValue count = IValue.from(NUMBERS);
                IValue buffers = script.call("buffers", count)) {
            double best = 0;
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                script.call("copy", buffers).close();
                best = Math.max(best, 2.0 * Float.BYTES * NUMBERS / ((System.nanoTime() - start) / 1e9));
            }
            return best;
        }
    }
}
