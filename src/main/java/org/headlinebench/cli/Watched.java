package org.headlinebench.cli;

import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;

/** Work whose progress is shown, and which Ctrl-C ends together with its worker. */
final class Watched {
    private Watched() {}

    /** Something that takes a while. */
    @FunctionalInterface
    interface Work<T> {
        T run(BiConsumer<Double, String> progress, Cancellation cancellation);
    }

    static <T> T work(Terminal terminal, Work<T> work) {
        var cancellation = new Cancellation();
        var hook = new Thread(cancellation::cancel, "cancel");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run(new ProgressLine(terminal)::told, cancellation);
        } finally {
            if (!cancellation.isCancelled()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }
}
