package org.headlinebench.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.monitor.MemoryMeter;

/**
 * Watches the memory in which the model is: a low-priority thread reads it, and the peaks of loading and of generating are kept
 * apart by the kernel's counter where there is one, otherwise by the readings.
 */
final class MemoryWatch {
    private static final long INTERVAL_MILLIS = 100;
    private static final int READINGS_PER_MACHINE_READING = 10;

    private final MessageStream stream;
    private final MemoryMeter meter;
    private final MachineWatch machine;
    private volatile long polledPeakBytes;
    private long baseBytes;
    private long afterLoadBytes;
    private long peakLoadBytes;
    private long keyValueBytes;
    private long draftKeyValueBytes;

    MemoryWatch(MessageStream stream, MemoryMeter meter, MachineWatch machine) {
        this.machine = machine;
        this.stream = stream;
        this.meter = meter;
    }

    /** libtorch and the tokenizer are there, the model is not; readings begin. */
    void baseRead() {
        // The garbage of reading a vocabulary is no part of what a model needs.
        System.gc();
        baseBytes = meter.usedBytes();
        meter.resetPeak();
        Thread reader = Thread.ofPlatform().daemon().name("memory").unstarted(this::poll);
        reader.setPriority(Thread.MIN_PRIORITY);
        reader.start();
    }

    /** The model is loaded; the peak starts anew. */
    void loaded() {
        afterLoadBytes = meter.usedBytes();
        peakLoadBytes = peak();
        meter.resetPeak();
        polledPeakBytes = 0;
    }

    /** A sequence's cache and that of its draft held that much. */
    void holds(long cacheBytes, long draftCacheBytes) {
        keyValueBytes = Math.max(keyValueBytes, cacheBytes);
        draftKeyValueBytes = Math.max(draftKeyValueBytes, draftCacheBytes);
    }

    MemoryUse use(ModelFacts facts, Optional<ModelFacts> draft) {
        return new MemoryUse(facts.weightsBytes() - facts.scalesBytes(), facts.scalesBytes(), keyValueBytes,
                OptionalLong.of(baseBytes),
                OptionalLong.of(afterLoadBytes), OptionalLong.of(peakLoadBytes), OptionalLong.of(peak()),
                draft.map(small -> new MemoryUse.Draft(small.weightsBytes(), draftKeyValueBytes)));
    }

    private long peak() {
        return meter.peakBytes().orElse(Math.max(polledPeakBytes, meter.usedBytes()));
    }

    private void poll() {
        long start = System.nanoTime();
        try {
            for (int count = 1;; count++) {
                long resident = meter.usedBytes();
                polledPeakBytes = Math.max(polledPeakBytes, resident);
                stream.send(new WorkerReport.Memory(new MemoryReading((System.nanoTime() - start) / 1e6, resident)));
                if (count % READINGS_PER_MACHINE_READING == 0) {
                    machine.read((System.nanoTime() - start) / 1e6);
                }
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException | IOException parentGone) {
            // The thread that listens for commands ends the process.
        }
    }
}
