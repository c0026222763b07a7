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

    /** Stop before the next token; no result is wanted any more. */
    record Cancel() implements WorkerCommand {}
}
