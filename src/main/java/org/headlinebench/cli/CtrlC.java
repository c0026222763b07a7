package org.headlinebench.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.headlinebench.benchmark.Cancellation;

/** While it is open, Ctrl-C cancels: the workers end, the runs are stored as cancelled, then the process goes. */
final class CtrlC implements AutoCloseable {
    private static final long SECONDS = 5;

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::cancel, "cancel");

    CtrlC() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void close() {
        over.countDown();
        if (!cancellation.isCancelled()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void cancel() {
        cancellation.cancel();
        try {
            over.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
