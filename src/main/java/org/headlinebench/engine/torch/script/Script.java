package org.headlinebench.engine.torch.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.Torch;

/** A loaded TorchScript program; each {@link #call} is one JNI call. */
public final class Script implements AutoCloseable {
    private final Program program;
    private final IdlePrograms.Key key;
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Script(Program program, IdlePrograms.Key key) {
        this.program = program;
        this.key = key;
        this.block = (PtSymbolBlock) program.model().getBlock();
        this.manager = (PtNDManager) program.model().getNDManager().newSubManager();
    }

    /** Puts a program together from resource texts (see {@link ScriptSource}) and loads it. */
    public static Script load(DeviceId device, List<String> parts) {
        return load(device, parts, false);
    }

    /** As the other; where {@code marked}, a profiler sees which part of a step an operator belongs to. */
    public static Script load(DeviceId device, List<String> parts, boolean marked) {
        return load(device, device, parts, marked);
    }

    /**
     * Compiles a program for a device that this machine need not have: every operator and type in its text is checked.
     *
     * @throws ai.djl.engine.EngineException with libtorch's words if the text is wrong
     */
    public static void compile(DeviceId device, List<String> parts) {
        load(DeviceId.CPU, device, parts, false).close();
    }

    private static Script load(DeviceId at, DeviceId device, List<String> parts, boolean marked) {
        Torch.ensureLoaded();
        var key = new IdlePrograms.Key(at, device, parts, marked);
        return new Script(IdlePrograms.take(key).orElseGet(() -> compiled(key)), key);
    }

    private static Program compiled(IdlePrograms.Key key) {
        Path file = null;
        Model model = Model.newInstance("program", djl(key.at()), "PyTorch");
        try {
            file = Files.createTempFile("headline-bench-", ".pt");
            Files.write(file, ScriptArchive.of(ScriptSource.of(key.parts(), key.device(), key.marked())));
            model.load(file);
            return new Program(model);
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException("cannot write the TorchScript program to the temporary folder", e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalStateException("the TorchScript program " + key.parts() + " does not load", e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        } finally {
            deleteQuietly(file);
        }
    }

    /** Where its tensors are. */
    public DeviceId device() {
        return key.device();
    }

    /** Runs a method. The result is native memory and must be closed. */
    public IValue call(String method, IValue... arguments) {
        return program.inlined().add(method)
                ? callInlining(method, arguments)
                : IValueUtils.runMethod(block, method, arguments);
    }

    /**
     * The executor that optimizes puts the text of all methods that a method calls in place of the calls when it first runs
     * it, and keeps that. Only this is wanted of it: from the second run on it would profile and compile for lengths that
     * change with every token ({@link Torch#ensureLoaded}).
     */
    private IValue callInlining(String method, IValue... arguments) {
        JniUtils.setGraphExecutorOptimize(true);
        try {
            return IValueUtils.runMethod(block, method, arguments);
        } finally {
            JniUtils.setGraphExecutorOptimize(false);
        }
    }

    /** The manager to which tensors that come out of this program belong. */
    public PtNDManager manager() {
        return manager;
    }

    /** Frees the tensors that still belong to it; the compiled program is kept for the next that needs the same. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            manager.close();
            IdlePrograms.giveBack(key, program);
        }
    }

    private static Device djl(DeviceId device) {
        return switch (device.kind()) {
            case CPU -> Device.cpu();
            case CUDA -> Device.gpu(device.index());
        };
    }

    private static void deleteQuietly(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
