package org.headlinebench.benchmark.result;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A run's name in the store, for example {@code 20261122-194512-3fa90c1e}: sorts by time of creation.
 *
 * @param value letters, digits and hyphens
 */
public record RunId(String value) {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    public RunId {
        if (!value.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("not a run id: " + value);
        }
    }

    /** A new id for a run created at that time. */
    public static RunId create(Instant at) {
        return new RunId(STAMP.format(at) + "-" + String.format("%08x", ThreadLocalRandom.current().nextInt()));
    }

    @Override
    public String toString() {
        return value;
    }
}
