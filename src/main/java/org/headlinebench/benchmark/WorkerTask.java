package org.headlinebench.benchmark;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.failure.UserError;

/**
 * Something that a worker does in one go, in a process of its own.
 *
 * @param launcher starts it
 * @param name     of its log, and in messages
 */
record WorkerTask(WorkerLauncher launcher, String name) {
    /**
     * Gives a command and listens until there is an answer.
     *
     * @param hear what a report means: the answer, or nothing yet
     * @throws UserError if the worker fails, ends or was cancelled
     */
    <T> T run(WorkerCommand command, Function<WorkerReport, Optional<T>> hear, BiConsumer<Double, String> progress,
            Cancellation cancellation) {
        requireWanted(cancellation);
        try (WorkerProcess worker = launcher.start(name)) {
            cancellation.onCancel(worker::cancel);
            worker.send(command);
            for (var report = worker.receive(); report.isPresent(); report = worker.receive()) {
                if (report.get() instanceof WorkerReport.Progress(double fraction, String message)) {
                    progress.accept(fraction, message);
                }
                if (report.get() instanceof WorkerReport.Failed(String message, String remedy)) {
                    requireWanted(cancellation);
                    throw new UserError(message, remedy);
                }
                Optional<T> answer = hear.apply(report.get());
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            requireWanted(cancellation);
            var death = WorkerDeath.of(worker.exitCode(), worker.logTail());
            throw new UserError(death.message(), death.remedy());
        } catch (IOException e) {
            requireWanted(cancellation);
            throw new UserError("The worker cannot be started or has ended: " + e.getMessage() + ".",
                    "'headline-bench doctor' checks the installation; "
                            + launcher.logFolder().resolve(name + ".log") + " says more.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("It was interrupted: " + name + ".", "Start it again.", e);
        }
    }

    void requireWanted(Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            throw new UserError("It was cancelled: " + name + ".", "Start it again.");
        }
    }
}
