package org.headlinebench.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started: a command whose standard streams are the worker's.
 *
 * @param command     program and arguments
 * @param environment variables set on top of this process's own
 * @param logFolder   where workers' logs go
 */
public record WorkerLauncher(List<String> command, Map<String, String> environment, Path logFolder) {
    public WorkerLauncher {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts a worker whose standard error goes to a log file of that name. */
    WorkerProcess start(String logName) throws IOException {
        return new WorkerProcess(this, logFolder.resolve(logName + ".log"));
    }
}
