package org.headlinebench.engine.torch.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Execution;
import org.headlinebench.weights.ModelConfiguration;

/**
 * The step in kernels of our own ({@code resources/cuda}), compiled for the device and the model's shape: two kernels and
 * five for each layer. It reads the weights and caches that the program holds where they are.
 */
final class FusedTurn implements Turn {
    private static final int THREADS = 256;
    private static final int WARPS = THREADS / 32;
    private static final int EMBEDDING_THREADS = 1024;
    /** Blocks per multiprocessor where a warp computes several rows one after the other. */
    private static final int BLOCKS_PER_MULTIPROCESSOR = 4;
    /** Entries of the program's list of weights before the layers, and those of a layer. */
    private static final int BEFORE_LAYERS = 3;
    private static final int OF_A_LAYER = 7;
    private static final long ALIGNMENT_BYTES = 256;

    private final Script script;
    private final IValue weights;
    private final ModelConfiguration model;
    private final long[] rotary;
    private final IValue scratch;
    private final CudaKernels kernels;
    private final int wideGrid;
    private final String means;

    /**
     * Compiles the kernels.
     *
     * @param weights  the program's list; stays the model's
     * @param rotary   cosine and sine tables; stay the model's
     * @param capacity positions of every cache
     */
    FusedTurn(Script script, IValue weights, IValue rotary, ModelConfiguration model, int capacity,
            CudaStream stream) {
        this.script = script;
        this.weights = weights;
        this.model = model;
        this.rotary = TensorAddress.ofEach(rotary, script);
        if (capacity > Execution.MOST_FUSED_POSITIONS) {
            throw new UserError("The longest sequence of this run has " + capacity + " positions, and 'execution=fused'"
                    + " holds at most " + Execution.MOST_FUSED_POSITIONS + " in this version.",
                    "Use execution=cuda-graph, or cut the prompts.");
        }
        long start = System.nanoTime();
        int device = script.device().index();
        String architecture = "sm_" + attribute(75, device) + attribute(76, device);
        kernels = new CudaKernels(
                Nvrtc.beside(Torch.libraryFolder()).compile(source(), options(architecture, capacity)),
                stream);
        means = String.format(Locale.ROOT, "own kernels, compiled for %s in %.0f ms", architecture,
                (System.nanoTime() - start) / 1e6);
        wideGrid = attribute(16, device) * BLOCKS_PER_MULTIPROCESSOR;
        try (IValue bytes = IValue.from(Scratch.of(0, model).end())) {
            scratch = script.call("turn_scratch", bytes);
        }
    }

    @Override
    public Runnable on(SequenceCache cache, IValue state) {
        long[] turn = TensorAddress.ofEach(state, script);
        long[] layers = TensorAddress.ofEach(cache.list(), script);
        long token = turn[0];
        long place = turn[1];
        Scratch at = Scratch.of(address(scratch), model);
        var all = new ArrayList<CudaKernels.Launch>();
        all.add(kernels.launch("embed", 1, EMBEDDING_THREADS, weight(0, 0), token, at.x()));
        int pairs = (model.attentionHeads() + 2 * model.keyValueHeads()) * model.headSize() / 2;
        for (int layer = 0; layer < model.layers(); layer++) {
            int entry = BEFORE_LAYERS + OF_A_LAYER * layer;
            long keys = layers[2 * layer];
            long values = layers[2 * layer + 1];
            all.add(kernels.launch("project", blocks(pairs), THREADS, at.x(), weight(entry, 0), weight(entry + 1, 0),
                    parts(entry + 1) > 1 ? weight(entry + 1, 1) : 0, rotary[0], rotary[1], place, at.queries(), keys,
                    values));
            all.add(kernels.launch("attend", model.attentionHeads(), THREADS, at.queries(), keys, values, place,
                    at.attended()));
            all.add(kernels.launch("out", blocks(model.hiddenSize()), THREADS, at.attended(), weight(entry + 2, 0),
                    at.x()));
            all.add(kernels.launch("gate_up", Math.min(wideGrid, blocks(model.intermediateSize())), THREADS, at.x(),
                    weight(entry + 3, 0), weight(entry + 4, 0), weight(entry + 5, 0), at.inner()));
            all.add(kernels.launch("down", blocks(model.hiddenSize()), THREADS, at.inner(), weight(entry + 6, 0),
                    at.x()));
        }
        all.add(kernels.launch("choose", Math.min(wideGrid, blocks((model.vocabularySize() + 1) / 2)), THREADS, at.x(),
                weight(1, 0), weight(2, 0), at.best(), at.finished(), token, place));
        List<CudaKernels.Launch> launches = List.copyOf(all);
        return () -> launches.forEach(CudaKernels.Launch::make);
    }

    @Override
    public String means() {
        return means;
    }

    @Override
    public void close() {
        kernels.close();
        scratch.close();
    }

    /** Constants of the model's shape; see {@code decode.cu}. */
    private List<String> options(String architecture, int capacity) {
        return List.of("--gpu-architecture=" + architecture, "--std=c++17", define("HIDDEN", model.hiddenSize()),
                define("INNER", model.intermediateSize()), define("HEADS", model.attentionHeads()),
                define("GROUPS", model.keyValueHeads()), define("SIZE", model.headSize()),
                define("VOCABULARY", model.vocabularySize()), define("CAPACITY", capacity),
                define("WINDOW", model.slidingWindow().orElse(0)),
                "--define-macro=EPSILON=" + (float) model.normEpsilon() + "f");
    }

    private static String define(String name, int value) {
        return "--define-macro=" + name + "=" + value;
    }

    private static int blocks(int warps) {
        return (warps + WARPS - 1) / WARPS;
    }

    private long weight(int module, int part) {
        try (IValue entry = IValue.from((long) module);
                IValue index = IValue.from((long) part);
                IValue tensor = script.call("part", weights, entry, index)) {
            return address(tensor);
        }
    }

    private long parts(int module) {
        try (IValue entry = IValue.from((long) module); IValue count = script.call("parts", weights, entry)) {
            return count.toLong();
        }
    }

    private long address(IValue tensor) {
        try (PtNDArray array = tensor.toTensor(script.manager())) {
            return TensorAddress.of(array);
        }
    }

    /** @param attribute {@code CUdevice_attribute}'s number */
    private static int attribute(int attribute, int device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            CudaCalls.check(
                    (int) CudaCalls.handle("cuDeviceGetAttribute", ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT).invokeExact(value, attribute, device),
                    "cuDeviceGetAttribute");
            return value.get(ValueLayout.JAVA_INT, 0);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    private static String source() {
        var text = new StringBuilder();
        for (String part : List.of("numbers", "rows", "decode")) {
            try (InputStream in = FusedTurn.class.getResourceAsStream("/cuda/" + part + ".cu")) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    /** What kernels hand on to each other, as addresses: the residual stream in float32, the rest in bfloat16. */
    private record Scratch(long x, long queries, long attended, long inner, long best, long finished, long end) {
        static Scratch of(long start, ModelConfiguration model) {
            long queries = after(start, Float.BYTES * (long) model.hiddenSize());
            long attended = after(queries, Short.BYTES * (long) model.querySize());
            long inner = after(attended, Short.BYTES * (long) model.querySize());
            long best = after(inner, Short.BYTES * (long) model.intermediateSize());
            long finished = after(best, Long.BYTES);
            return new Scratch(start, queries, attended, inner, best, finished, after(finished, Integer.BYTES));
        }

        private static long after(long start, long bytes) {
            return start + (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
        }
    }
}
