package org.headlinebench.app;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.failure.UserError;
import org.headlinebench.ui.models.ModelInspector;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.TensorType;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** The window's look into models that are on this machine. */
record WindowInspector(ModelLibrary library) implements ModelInspector {
    private static final int BINS = 61;
    private static final long WEIGHTS_AT_ONCE = 1 << 18;

    @Override
    public List<Tensor> tensors(String model) {
        try (WeightFile file = WeightFiles.open(path(model))) {
            return file.names().stream().map(file::tensor).map(WindowInspector::tensor).toList();
        }
    }

    @Override
    public Values values(String model, String tensor) {
        try (WeightFile file = WeightFiles.open(path(model))) {
            return values(file.tensor(tensor));
        }
    }

    private Path path(String model) {
        return switch (library.find(model)) {
            case ModelChoice.FromDisk(var installed) -> installed.path();
            case ModelChoice.FromCatalog(var entry) -> library.installed(entry)
                    .orElseThrow(() -> new UserError(entry.name() + " is not on this machine.", "Download it first."))
                    .path();
        };
    }

    private static Tensor tensor(TensorEntry entry) {
        long bytes = entry.bytes().byteSize() > 0 ? entry.bytes().byteSize() : entry.type().bytes(entry.weights());
        return new Tensor(entry.name(), entry.shape(), entry.type().name(), entry.weights(), bytes);
    }

    /** Twice over the tensor: its range first, then how often each part of it occurs. */
    private static Values values(TensorEntry entry) {
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] sums = new double[2];
        long[] zeros = new long[1];
        each(entry, value -> {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
            sums[0] += value;
            sums[1] += value * value;
            zeros[0] += value == 0 ? 1 : 0;
        });
        long[] counts = new long[BINS];
        double width = Math.max((range[1] - range[0]) / BINS, Double.MIN_NORMAL);
        each(entry, value -> counts[Math.clamp((int) ((value - range[0]) / width), 0, BINS - 1)]++);
        double count = entry.weights();
        double mean = sums[0] / count;
        return new Values(range[0], range[1], mean, Math.sqrt(Math.max(0, sums[1] / count - mean * mean)),
                zeros[0] / count, Arrays.stream(counts).boxed().toList());
    }

    private static void each(TensorEntry entry, DoubleConsumer value) {
        long rows = Math.max(1, WEIGHTS_AT_ONCE / entry.columns());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment floats = arena.allocate(TensorType.F32.bytes(rows * entry.columns()), Long.BYTES);
            for (long from = 0; from < entry.rows(); from += rows) {
                long some = Math.min(rows, entry.rows() - from);
                entry.readInto(TensorType.F32, floats, from, some);
                for (long i = 0; i < some * entry.columns(); i++) {
                    value.accept(floats.getAtIndex(ValueLayout.JAVA_FLOAT, i));
                }
            }
        }
    }
}
