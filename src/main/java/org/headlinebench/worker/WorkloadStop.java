package org.headlinebench.worker;

import java.util.OptionalInt;

import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.engine.StopCondition;

/** A workload's stop rule as the decode loop asks it. */
record WorkloadStop(StopRule rule) implements StopCondition {
    @Override
    public boolean atEndOfSequence() {
        return rule.endOfSequence();
    }

    @Override
    public boolean atText() {
        return !rule.stopStrings().isEmpty();
    }

    @Override
    public OptionalInt findStop(String text) {
        return rule.findStop(text);
    }
}
