package org.headlinebench.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * This machine.
 *
 * @param launcher starts workers
 * @param models   where models lie
 */
record LocalPlace(WorkerLauncher launcher, ModelFiles models) implements WorkerPlace {
    @Override
    public Optional<Ready> open(Need need, BiConsumer<Double, String> progress, Cancellation cancellation)
            throws IOException {
        String model = locate(need.model(), progress, cancellation);
        Optional<String> draft = need.draft()
                .filter(_ -> !cancellation.isCancelled())
                .map(small -> locate(small, progress, cancellation));
        return cancellation.isCancelled()
                ? Optional.empty()
                : Optional.of(new Ready(launcher.start(need.log()), model, draft, Map.of()));
    }

    private String locate(String model, BiConsumer<Double, String> progress, Cancellation cancellation) {
        Path path = models.locate(model, progress, cancellation);
        return path.toAbsolutePath().toString();
    }
}
