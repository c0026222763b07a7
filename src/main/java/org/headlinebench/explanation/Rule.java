package org.headlinebench.explanation;

import java.util.Locale;
import java.util.Optional;

/** Explains a number from facts, or says nothing where they do not speak. */
@FunctionalInterface
interface Rule {
    Optional<Explanation> explain(Evidence evidence);

    /** A share in per cent; one that is too small for a whole per cent is not called nothing. */
    static String percent(double share) {
        if (share > 0 && share < 0.005) {
            return "less than 1 %";
        }
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Bytes in MiB. */
    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
