package org.headlinebench.worker;

import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.monitor.EnergyMeter;

/** How much energy the measured part of a run takes, where the machine has a counter. */
final class EnergyWatch {
    private final Optional<EnergyMeter> meter;
    private OptionalDouble begin = OptionalDouble.empty();

    EnergyWatch(Optional<EnergyMeter> meter) {
        this.meter = meter;
    }

    /** The measured part begins. */
    void begin() {
        begin = read();
    }

    /** Counters that begin anew must be read now and then. */
    void look() {
        read();
    }

    /** Since the beginning; absent without a counter, or where it told nothing. */
    Optional<EnergyUse> used() {
        OptionalDouble end = read();
        return begin.isPresent() && end.isPresent()
                ? Optional.of(new EnergyUse(end.getAsDouble() - begin.getAsDouble(), meter.orElseThrow().counter()))
                : Optional.empty();
    }

    private OptionalDouble read() {
        return meter.map(EnergyMeter::joules).orElse(OptionalDouble.empty());
    }
}
