package org.headlinebench.benchmark.result;

import java.util.Objects;

/**
 * A stack that an experiment asked for and that cannot run.
 *
 * @param name   what the experiment calls it
 * @param stack  the stack as written
 * @param reason why it cannot run
 * @param remedy the nearest that can
 */
public record RefusedStack(String name, String stack, String reason, String remedy) {
    public RefusedStack {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(remedy, "remedy");
    }
}
