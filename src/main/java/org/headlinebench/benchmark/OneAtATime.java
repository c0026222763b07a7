package org.headlinebench.benchmark;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;

/** Lets a listener hear from several threads as if it were one. */
final class OneAtATime implements RunListener {
    private final RunListener listener;

    OneAtATime(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void changed(Run run) {
        listener.changed(run);
    }

    @Override
    public synchronized void progressed(RunId run, double fraction, String message) {
        listener.progressed(run, fraction, message);
    }

    @Override
    public synchronized void wrote(RunId run, String text) {
        listener.wrote(run, text);
    }

    @Override
    public synchronized void measured(RunId run, Sample sample) {
        listener.measured(run, sample);
    }

    @Override
    public synchronized void read(RunId run, MemoryReading reading) {
        listener.read(run, reading);
    }

    @Override
    public synchronized void read(RunId run, MachineReading reading) {
        listener.read(run, reading);
    }

    @Override
    public synchronized void waiting(String why) {
        listener.waiting(why);
    }
}
