package org.headlinebench.engine.torch.linear;

import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.TensorType;

/** The stored types of the engine's working precisions. */
public final class TensorTypes {
    private TensorTypes() {}

    /** The type in which a file stores numbers of that precision. */
    public static TensorType of(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> TensorType.F32;
            case BFLOAT16 -> TensorType.BF16;
            case FLOAT16 -> TensorType.F16;
        };
    }
}
