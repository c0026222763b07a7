package org.headlinebench.benchmark.protocol;

import org.headlinebench.device.DeviceId;

/** What the parent tells a worker. Closing the stream ends the worker. */
public sealed interface WorkerCommand {
    /** Do a run. */
    record Start(RunOrder order) implements WorkerCommand {}

    /** Measure the copy bandwidth of a device. */
    record MeasureBandwidth(DeviceId device) implements WorkerCommand {}

    /** Score texts. */
    record Score(ScoreOrder order) implements WorkerCommand {}

    /** Profile steps. */
    record Profile(ProfileOrder order) implements WorkerCommand {}

    /** Load a model and write as asked from then on, until cancelled. */
    record Serve(ServeOrder order) implements WorkerCommand {}

    /** Write something; only for a worker that serves. */
    record Write(WriteRequest request) implements WorkerCommand {}

    /** Nobody waits for a request any more. */
    record Abandon(long id) implements WorkerCommand {}

    /** Stop before the next token; no result is wanted any more. */
    record Cancel() implements WorkerCommand {}
}
