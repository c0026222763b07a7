package org.headlinebench.monitor;

import java.util.OptionalDouble;

/** A counter of energy. */
public interface EnergyMeter {
    /** Joules since a time of the counter's own; only differences mean anything. Absent where it tells nothing now. */
    OptionalDouble joules();

    /** What is counted, and by what, in words. */
    String counter();
}
