package org.headlinebench.benchmark;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.protocol.ServeOrder;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.failure.UserError;

/** A worker process that keeps a model ready. One thread reads its reports, any may send it commands. */
public final class ServingWorker implements AutoCloseable {
    private final WorkerProcess process;
    private final WorkerReport.Serving serving;

    private ServingWorker(WorkerProcess process, WorkerReport.Serving serving) {
        this.process = process;
        this.serving = serving;
    }

    /**
     * Starts one and waits until its model is loaded; cancellation ends it until then.
     *
     * @param name of its log
     * @throws UserError if it cannot be started or the model cannot be loaded
     */
    public static ServingWorker start(WorkerLauncher launcher, String name, ServeOrder order,
            BiConsumer<Double, String> progress, Cancellation cancellation) {
        WorkerProcess process = null;
        var isLoading = new AtomicBoolean(true);
        try {
            process = launcher.start(name);
            WorkerProcess started = process;
            cancellation.onCancel(() -> {
                if (isLoading.get()) {
                    started.cancel();
                }
            });
            process.send(new WorkerCommand.Serve(order));
            for (var report = process.receive(); report.isPresent(); report = process.receive()) {
                switch (report.get()) {
                    case WorkerReport.Serving serving -> {
                        isLoading.set(false);
                        return new ServingWorker(process, serving);
                    }
                    case WorkerReport.Progress(double fraction, String message) -> progress.accept(fraction, message);
                    case WorkerReport.Failed(String message, String remedy) -> throw new UserError(message, remedy);
                    default -> {
                    }
                }
            }
            var death = WorkerDeath.of(process.exitCode(), process.logTail());
            throw new UserError(death.message(), death.remedy());
        } catch (UserError | IOException | InterruptedException e) {
            if (process != null) {
                process.close();
            }
            if (e instanceof UserError refused) {
                throw refused;
            }
            throw new UserError("The worker cannot be started: " + e.getMessage() + ".",
                    "'headline-bench doctor' checks the installation; "
                            + launcher.logFolder().resolve(name + ".log") + " says more.",
                    e);
        }
    }

    /** The longest sequence, prompt and output together, in tokens. */
    public int contextTokens() {
        return serving.contextTokens();
    }

    /** What was loaded, a fact a line. */
    public WorkerReport.Serving serving() {
        return serving;
    }

    public void send(WorkerCommand command) throws IOException {
        process.send(command);
    }

    /** The next report; absent when the worker has ended. */
    public Optional<WorkerReport> receive() throws IOException {
        return process.receive();
    }

    /** Why it ended, in words. */
    public String death() {
        try {
            return WorkerDeath.of(process.exitCode(), process.logTail()).message();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "It was interrupted.";
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
