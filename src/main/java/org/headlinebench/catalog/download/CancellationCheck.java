package org.headlinebench.catalog.download;

/** Asked often (at least every 200 ms) whether the user wants to stop. */
@FunctionalInterface
public interface CancellationCheck {
    /** For work that nobody can stop. */
    CancellationCheck NEVER = () -> false;

    boolean isCancelled();
}
