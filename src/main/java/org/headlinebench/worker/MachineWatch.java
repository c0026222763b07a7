package org.headlinebench.worker;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.monitor.MachineLoad;
import org.headlinebench.monitor.nvidia.Nvml;

/** Tells how busy the host and the GPUs of a run are, so that a run that was disturbed or held back can be told. */
final class MachineWatch {
    private final MessageStream stream;
    private final Map<Integer, Nvml> gpus;
    private final MachineLoad load = new MachineLoad();

    /** @param gpus by their index */
    MachineWatch(MessageStream stream, Map<Integer, Nvml> gpus) {
        this.stream = stream;
        this.gpus = new TreeMap<>(gpus);
    }

    void read(double elapsedMillis) throws IOException {
        MachineLoad.Reading host = load.read();
        List<MachineReading.Gpu> devices = gpus.entrySet()
                .stream()
                .map(gpu -> of(gpu.getKey(), gpu.getValue().read()))
                .toList();
        stream.send(new WorkerReport.Machine(new MachineReading(elapsedMillis, host.host(), host.process(),
                host.usedBytes(), devices)));
    }

    private static MachineReading.Gpu of(int index, Nvml.Reading reading) {
        return new MachineReading.Gpu(index, reading.usedBytes(), reading.utilisationPercent(), reading.powerWatts(),
                reading.temperatureCelsius(), reading.smMegahertz(), reading.throttled());
    }
}
