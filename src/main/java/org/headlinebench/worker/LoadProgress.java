package org.headlinebench.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.engine.torch.model.LoadWatch;
import org.headlinebench.failure.UserError;

/** Tells the parent how far loading is, and gives up once that is cancelled. */
final class LoadProgress implements LoadWatch {
    private final MessageStream stream;
    private final BooleanSupplier cancelled;
    private final String whose;

    /** @param whose before "layer", for example {@code the draft's } with a space behind it; empty for the model itself */
    LoadProgress(MessageStream stream, BooleanSupplier cancelled, String whose) {
        this.stream = stream;
        this.cancelled = cancelled;
        this.whose = whose;
    }

    @Override
    public void loaded(int layer, int layers) {
        tell("Loading ", layer, layers);
    }

    @Override
    public void calibrated(int layer, int layers) {
        tell("Calibrating ", layer, layers);
    }

    private void tell(String what, int layer, int layers) {
        if (cancelled.getAsBoolean()) {
            throw new UserError("Cancelled while the model was being loaded.", "Start the run again.");
        }
        try {
            stream.send(new WorkerReport.Progress((double) layer / layers,
                    what + whose + "layer " + (layer + 1) + " of " + layers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
