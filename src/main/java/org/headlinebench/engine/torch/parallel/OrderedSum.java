package org.headlinebench.engine.torch.parallel;

import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.script.Script;

/** Shards of one device: their results are added in the order of their ranks, so that every run gives the same sums. */
final class OrderedSum implements AllReduce {
    private final Script script;

    OrderedSum(DeviceId device) {
        script = Script.load(device, List.of("parallel/sum"));
    }

    @Override
    public void sum(List<PtNDArray> parts) {
        try (IValue list = IValue.listFrom(parts.toArray(PtNDArray[]::new))) {
            script.call("all_reduce", list).close();
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
