package org.headlinebench.engine.torch;

import java.nio.file.Path;
import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.failure.UserError;

/** The native library of this process: loaded once, then set up per thread. */
public final class Torch {
    private Torch() {}

    /** Loads libtorch if need be and sets this thread up. {@code IValue} factories fail before this was called. */
    public static void ensureLoaded() {
        Engine.getEngine("PyTorch");
        // The profiling executor recompiles while it runs and made steps slower; the switch is per thread.
        JniUtils.setGraphExecutorOptimize(false);
    }

    /**
     * Makes the context of a GPU, which takes some hundred MiB of it.
     *
     * @throws UserError if this libtorch was built without CUDA or does not see the GPU
     */
    public static void beginOnGpu(DeviceId device) {
        ensureLoaded();
        try (Script script = Script.load(device, List.of("copytest"));
                IValue one = IValue.from(1L);
                IValue buffers = script.call("buffers", one)) {
            script.call("copy", buffers).close();
        } catch (EngineException e) {
            throw new UserError(
                    "libtorch " + version() + " in " + libraryFolder() + " cannot use " + device + ".",
                    "Use --device cpu, or have DJL use a libtorch with CUDA (docs/cuda.md).", e);
        }
    }

    /** Gives memory that libtorch's allocator keeps on GPUs without need back to the driver. */
    public static void releaseUnusedGpuMemory() {
        JniUtils.emptyCudaCache();
    }

    /** libtorch's version, for example {@code 2.7.1}. */
    public static String version() {
        ensureLoaded();
        return Engine.getEngine("PyTorch").getVersion();
    }

    /** DJL's version. */
    public static String djlVersion() {
        return Engine.getDjlVersion();
    }

    /** Threads that one operator is spread over. */
    public static int threads() {
        ensureLoaded();
        return JniUtils.getNumThreads();
    }

    /** Where its shared libraries lie. */
    public static Path libraryFolder() {
        ensureLoaded();
        return Path.of(LibUtils.getLibtorchPath());
    }
}
