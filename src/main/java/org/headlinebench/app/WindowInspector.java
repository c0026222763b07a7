package org.headlinebench.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;

import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.engine.torch.prune.Mask;
import org.headlinebench.engine.torch.prune.Masks;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.WeightRounding;
import org.headlinebench.ui.models.ModelInspector;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.TensorEntry;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** The window's look into models that are on this machine. */
record WindowInspector(ModelLibrary library) implements ModelInspector {
    private static final int BINS = 61;

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
        TensorRows.each(entry, rows -> {
            for (float each : rows) {
                value.accept(each);
            }
        });
    }

    @Override
    public After after(String model, String tensor, Values before, Stack stack) {
        Path path = path(model);
        List<LinearModule> linear = WeightFiles.configuration(path).linearModules();
        List<String> pruned = stack.prune() instanceof Prune.None
                ? List.of()
                : weights(stack.prune().selection().of(WeightFiles.configuration(path)));
        try (WeightFile file = WeightFiles.open(path)) {
            TensorEntry entry = file.tensor(tensor);
            boolean quantized = weights(linear).contains(tensor)
                    || tensor.equals("lm_head.weight") && stack.quantize().quantizesHead();
            WeightRounding rounding = quantized
                    ? WeightRounding.of(stack.quantize(), stack.precision())
                    : WeightRounding.of(stack.precision());
            WeightRounding ranking = !(stack.prune() instanceof Prune.None) && stack.prune().ranksQuantized()
                    ? rounding
                    : WeightRounding.of(Precision.FLOAT32);
            Mask mask = pruned.contains(tensor)
                    ? mask(stack.prune(), pruned.indexOf(tensor), pruned.stream()
                            .map(name -> new RankedRows(file.tensor(name), ranking))
                            .toList())
                    : (_, _) -> {};
            return after(entry, before, rounding, ranking, mask);
        }
    }

    private static Mask mask(Prune prune, int tensor, List<RankedRows> ranks) {
        if (prune.shrinks()) {
            throw new UserError("Structured pruning takes whole rows and columns away.",
                    "What stays keeps its values; look at an unstructured stack here, for instance prune=semi-structured-2:4.");
        }
        return Masks.of(prune, ranks).get(tensor);
    }

    private static List<String> weights(List<LinearModule> modules) {
        return modules.stream().map(module -> module.name() + ".weight").toList();
    }

    private static After after(TensorEntry entry, Values before, WeightRounding rounding, WeightRounding ranking,
            Mask mask) {
        int columns = (int) entry.columns();
        long[] counts = new long[BINS];
        double width = Math.max((before.highest() - before.lowest()) / BINS, Double.MIN_NORMAL);
        double[] range = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] sums = new double[3];
        long[] zeros = new long[1];
        TensorRows.each(entry, rows -> {
            float[] ranks = rows.clone();
            ranking.round(ranks, columns);
            float[] now = rows.clone();
            mask.apply(ranks, now);
            rounding.round(now, columns);
            for (int i = 0; i < now.length; i++) {
                range[0] = Math.min(range[0], now[i]);
                range[1] = Math.max(range[1], now[i]);
                sums[0] += now[i];
                sums[1] += (double) now[i] * now[i];
                sums[2] += Math.pow((double) now[i] - rows[i], 2);
                zeros[0] += now[i] == 0 ? 1 : 0;
                counts[Math.clamp((int) ((now[i] - before.lowest()) / width), 0, BINS - 1)]++;
            }
        });
        double count = entry.weights();
        double mean = sums[0] / count;
        return new After(new Values(range[0], range[1], mean, Math.sqrt(Math.max(0, sums[1] / count - mean * mean)),
                zeros[0] / count, Arrays.stream(counts).boxed().toList()), Math.sqrt(sums[2] / count));
    }
}
