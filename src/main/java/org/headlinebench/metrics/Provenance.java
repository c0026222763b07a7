package org.headlinebench.metrics;

import java.util.Locale;

/** Where a number comes from; every number is drawn and exported with this tag. */
public enum Provenance {
    /** Measured by this program on the devices it names. */
    MEASURED,
    /** Computed from a configuration alone, before anything ran. */
    ESTIMATED,
    /** Measured on a stand-in, e.g. several CPU shards in place of GPUs. */
    SIMULATED,
    /** Taken from somebody else's publication. */
    PUBLISHED;

    /**
     * The tag as it is shown and exported: {@code measured}, {@code estimated}, {@code simulated}, {@code published}.
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
