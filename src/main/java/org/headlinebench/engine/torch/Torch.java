package org.headlinebench.engine.torch;

import java.nio.file.Path;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;

/** The native library of this process: loaded once, then set up per thread. */
public final class Torch {
    private Torch() {}

    /** Loads libtorch if need be and sets this thread up. {@code IValue} factories fail before this was called. */
    public static void ensureLoaded() {
        Engine.getEngine("PyTorch");
        // The profiling executor recompiles while it runs and made steps slower; the switch is per thread.
        JniUtils.setGraphExecutorOptimize(false);
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
