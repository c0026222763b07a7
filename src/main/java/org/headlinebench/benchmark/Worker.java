package org.headlinebench.benchmark;

import java.io.IOException;
import java.util.Optional;

import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.RunFailure;

/** A worker, wherever it runs, and the streams to it. Closing it ends the worker, whatever it is doing. */
public interface Worker extends AutoCloseable {
    void send(WorkerCommand command) throws IOException;

    /** The next report; absent when the worker has ended or cannot be heard any more. */
    Optional<WorkerReport> receive() throws IOException;

    /** Asks the worker to stop and ends it if it has not done so shortly after. Returns at once. */
    void cancel();

    /** Waits for the end, and says why it ended, in words. */
    RunFailure death() throws InterruptedException;

    /** The last lines that the worker logged. */
    String logTail();

    @Override
    void close();
}
