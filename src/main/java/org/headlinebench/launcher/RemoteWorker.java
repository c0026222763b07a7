package org.headlinebench.launcher;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

import org.headlinebench.benchmark.Worker;
import org.headlinebench.benchmark.WorkerDeath;
import org.headlinebench.benchmark.WorkerLogFile;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.failure.UserError;

/** A worker behind a launcher. */
final class RemoteWorker implements Worker {
    private static final long GRACE_MILLIS = 2_000;

    private final RemoteConnection connection;
    private Optional<Integer> exitCode = Optional.empty();

    RemoteWorker(RemoteConnection connection) {
        this.connection = connection;
    }

    @Override
    public void send(WorkerCommand command) throws IOException {
        connection.sendToWorker(command);
    }

    @Override
    public Optional<WorkerReport> receive() {
        Optional<WorkerReport> report = connection.receive(WorkerReport.class);
        if (report.isPresent() && report.get() instanceof WorkerReport.Ended(int code)) {
            exitCode = Optional.of(code);
            return Optional.empty();
        }
        return report;
    }

    @Override
    public void cancel() {
        Thread.ofVirtual().start(() -> {
            try {
                send(new WorkerCommand.Cancel());
                Thread.sleep(GRACE_MILLIS);
            } catch (IOException | InterruptedException goneAlready) {
                // Closed below in any case.
            }
            connection.close();
        });
    }

    /** A worker that ended tells how; otherwise it is the connection that did. */
    @Override
    public RunFailure death() {
        if (exitCode.isPresent()) {
            return WorkerDeath.of(exitCode.get(), logTail());
        }
        UserError why = connection.broken();
        return new RunFailure(why.getMessage(), why.remedy(), OptionalInt.empty(), logTail());
    }

    @Override
    public String logTail() {
        return WorkerLogFile.tail(connection.log());
    }

    @Override
    public void close() {
        connection.close();
    }
}
