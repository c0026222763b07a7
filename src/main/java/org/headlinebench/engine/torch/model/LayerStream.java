package org.headlinebench.engine.torch.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.StreamedLayers;
import org.headlinebench.engine.torch.linear.FloatLinears;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.linear.Staging;
import org.headlinebench.engine.torch.linear.WeightList;
import org.headlinebench.engine.torch.memory.ForeignTensors;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Precision;
import org.headlinebench.weights.WeightFile;

/**
 * Runs a pass through layers of which the last stay in the mapped file: each is read, prepared as at loading, used and
 * dropped, so that memory holds one of them at a time. The same products as with all layers ready, so the same tokens.
 */
final class LayerStream implements AutoCloseable {
    /** Embedding, final norm and head; here their places are empty. */
    private static final int ENTRIES_BEFORE_LAYERS = 3;

    private final WeightFile file;
    private final Script script;
    private final ForeignTensors tensors;
    private final Precision precision;
    private final Staging staging = new Staging();
    private final int resident;
    private long movedBytes;
    private long passes;

    /** @param onHost the number of layers, at the end, that come for each pass */
    LayerStream(WeightFile file, Script script, ForeignTensors tensors, Precision precision, int onHost) {
        this.file = file;
        this.script = script;
        this.tensors = tensors;
        this.precision = precision;
        this.resident = file.configuration().layers() - onHost;
    }

    /**
     * Takes a pass up to the last layer; what chooses tokens goes on from there.
     *
     * @param pass the program's arguments of every pass
     */
    void run(List<IValue> pass) {
        try (IValue count = IValue.from((long) resident)) {
            script.call("begin", arguments(pass, count)).close();
        }
        for (int layer = resident; layer < file.configuration().layers(); layer++) {
            var weights = new WeightList(script);
            try (IValue list = weights.value(); IValue index = IValue.from((long) layer)) {
                movedBytes += load(weights, layer);
                script.call("stream", arguments(pass, index, list)).close();
            }
        }
        passes++;
    }

    StreamedLayers moved() {
        int layers = file.configuration().layers();
        return new StreamedLayers(layers - resident, layers, movedBytes, passes);
    }

    private long load(WeightList weights, int layer) {
        for (int i = 0; i < ENTRIES_BEFORE_LAYERS; i++) {
            weights.append("add_nothing", new IValue[0]);
        }
        var linears = new FloatLinears(weights, script, tensors, staging, precision, "add_linear");
        return new LayerLoader(file, _ -> RowSources.stored(file), _ -> Optional.empty(), weights, script, tensors,
                staging, precision)
                .layer(layer, linears);
    }

    private static IValue[] arguments(List<IValue> pass, IValue... more) {
        return Stream.concat(pass.stream(), Stream.of(more)).toArray(IValue[]::new);
    }

    @Override
    public void close() {
        staging.close();
    }
}
