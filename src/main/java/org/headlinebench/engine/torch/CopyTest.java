package org.headlinebench.engine.torch;

import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.script.Script;

/**
 * The product's own measure of memory bandwidth, the denominator of every roofline share: large tensors are copied with
 * as many threads as a model would use, and bytes read plus bytes written are counted.
 */
public final class CopyTest {
    private static final int REPEATS = 12;

    private CopyTest() {}

    /** The best of some copies, of 256 MiB each on a CPU and of 2 GiB on a GPU, in bytes per second. */
    public static double bytesPerSecond(DeviceId device) {
        long numbers = switch (device.kind()) {
            case CPU -> 64L << 20;
            case CUDA -> 512L << 20;
        };
        try (Script script = Script.load(device, List.of("copytest"));
                IValue count = IValue.from(numbers);
                IValue buffers = script.call("buffers", count)) {
            double best = 0;
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                copy(script, buffers);
                best = Math.max(best, 2.0 * Float.BYTES * numbers / ((System.nanoTime() - start) / 1e9));
            }
            return best;
        }
    }

    /** Returns when the copy is there. */
    private static void copy(Script script, IValue buffers) {
        try (IValue first = script.call("copy", buffers); PtNDArray array = first.toTensor(script.manager())) {
            array.toFloatArray();
        }
    }
}
