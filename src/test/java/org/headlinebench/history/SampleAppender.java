package org.headlinebench.history;

import java.nio.file.Path;

import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;

/** Another process that stores samples until it is killed, and says after each one which it was. */
final class SampleAppender {
    private SampleAppender() {}

    public static void main(String[] arguments) {
        Run run = TestRuns.measuring(arguments[1]);
        try (SqliteRunStore store = SqliteRunStore.open(Path.of(arguments[0]))) {
            store.create(run);
            for (int position = 1;; position++) {
                store.append(run.id(), TestRuns.sample(position, "d", "a b", "a c", 7, 1000));
                store.append(run.id(), new MemoryReading(position, position));
                System.out.println(position);
            }
        }
    }
}
