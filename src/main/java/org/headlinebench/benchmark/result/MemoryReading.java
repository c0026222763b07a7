package org.headlinebench.benchmark.result;

/**
 * What the worker process held at a moment.
 *
 * @param elapsedMillis since the worker began to load the model
 * @param residentBytes resident set size of the process
 */
public record MemoryReading(double elapsedMillis, long residentBytes) {
    public MemoryReading {
        if (!(elapsedMillis >= 0) || residentBytes < 0) {
            throw new IllegalArgumentException("negative memory reading");
        }
    }
}
