package org.headlinebench.engine.torch.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.headlinebench.engine.torch.Torch;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;

/**
 * The step of {@code resources/cuda} for a model's shape and a number of rows: its text with constants, compiled for the
 * device.
 */
final class FusedKernels {
    /** Threads of a block: eight warps that compute, two that fetch. */
    static final int THREADS = 320;
    /** Shared memory that a block may have since compute capability 9.0. */
    static final int SHARED_BYTES = 227 * 1024;
    private static final int LEAST_CAPABILITY = 9;
    private static final List<String> TEXTS = List.of("numbers", "stream", "weights_bf16", "weights_int8",
            "weights_int4", "weights_float4", "attention", "vectors", "product", "step");

    private final ModelConfiguration model;
    private final FusedFormat format;
    private final int capacity;
    private final CudaDevice device;
    private final CudaStream stream;
    private double compileMillis;
    private int compiled;
    private int found;

    /**
     * @param capacity positions of every cache
     * @throws UserError where the device lacks what the kernels need
     */
    FusedKernels(ModelConfiguration model, FusedFormat format, int capacity, CudaDevice device, CudaStream stream) {
        this.model = model;
        this.format = format;
        this.capacity = capacity;
        this.device = device;
        this.stream = stream;
        if (device.major() < LEAST_CAPABILITY) {
            throw new UserError(
                    "'execution=fused' needs a GPU of compute capability 9.0 (Hopper) or later, and this one has "
                            + device.major() + "." + device.minor() + ".",
                    "Use execution=cuda-graph.");
        }
    }

    /**
     * Compiles the step, or finds it compiled.
     *
     * @param rows       that are computed at once
     * @param successive whether they are successive tokens of one sequence
     */
    CudaKernels of(int rows, boolean successive) {
        long start = System.nanoTime();
        KernelCache.Found machineCode = KernelCache.compiled(Nvrtc.beside(Torch.libraryFolder()), source(),
                options(rows, successive));
        compileMillis += (System.nanoTime() - start) / 1e6;
        if (machineCode.compiled()) {
            compiled++;
        } else {
            found++;
        }
        return new CudaKernels(machineCode.cubin(), stream);
    }

    /** Blocks of the grid: one on each multiprocessor. */
    int blocks() {
        return device.multiprocessors();
    }

    /** How the kernels came about, for the run's facts. */
    String means() {
        return String.format(Locale.ROOT, "own kernels (%s) for %s, %d compiled and %d found compiled in %.0f ms",
                format.weights(), device.architecture(), compiled, found, compileMillis);
    }

    /** Constants of the model's shape; see {@code step.cu}. */
    private List<String> options(int rows, boolean successive) {
        var all = new ArrayList<>(List.of("--gpu-architecture=" + device.architecture(), "--std=c++17",
                "--define-macro=WEIGHTS=" + format.weights(),
                "--define-macro=EPSILON=" + (float) model.normEpsilon() + "f"));
        define(all, "BATCH", rows);
        define(all, "VERIFY", successive ? 1 : 0);
        define(all, "LAYERS", model.layers());
        define(all, "HIDDEN", model.hiddenSize());
        define(all, "INNER", model.intermediateSize());
        define(all, "HEADS", model.attentionHeads());
        define(all, "GROUPS", model.keyValueHeads());
        define(all, "SIZE", model.headSize());
        define(all, "VOCABULARY", model.vocabularySize());
        define(all, "CAPACITY", capacity);
        define(all, "PAGE", 0);
        define(all, "BLOCKS_OF_ROW", 0);
        define(all, "WINDOW", model.slidingWindow().orElse(0));
        define(all, "GRID", blocks());
        define(all, "GROUP", format.group());
        define(all, "SHARED", SHARED_BYTES);
        return List.copyOf(all);
    }

    private static void define(List<String> options, String name, int value) {
        options.add("--define-macro=" + name + "=" + value);
    }

    /** All texts in one, each with its name for the compiler's messages. */
    static String source() {
        var text = new StringBuilder();
        for (String part : TEXTS) {
            try (InputStream in = FusedKernels.class.getResourceAsStream("/cuda/" + part + ".cu")) {
                text.append("#line 1 \"").append(part).append(".cu\"\n");
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }
}
