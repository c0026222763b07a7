package org.headlinebench.recommendation;

import java.util.Locale;

/** How much work it is to bring a technique into production with common serving software. */
public enum Effort {
    /** A setting. */
    LOW,
    /** A conversion of the model, or a second model to keep. */
    MEDIUM,
    /** Calibration, own kernels or several machines. */
    HIGH;

    /** The word in tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
