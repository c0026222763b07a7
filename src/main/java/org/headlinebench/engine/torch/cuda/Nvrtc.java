package org.headlinebench.engine.torch.cuda;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;

/** CUDA's compiler at run time ({@code nvrtc.h}): kernels' text becomes machine code of one architecture. */
final class Nvrtc {
    private static final List<String> NAMES = List.of("libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so");
    private final SymbolLookup library;

    private Nvrtc(SymbolLookup library) {
        this.library = library;
    }

    /**
     * Finds the compiler where the dynamic loader does, or beside libtorch.
     *
     * @throws UserError if there is none
     */
    static Nvrtc beside(Path libtorch) {
        return NAMES.stream()
                .flatMap(name -> open(() -> SymbolLookup.libraryLookup(name, Arena.global())).stream())
                .findFirst()
                .or(() -> inFolder(libtorch))
                .map(Nvrtc::new)
                .orElseThrow(() -> new UserError(
                        "'execution=fused' compiles its kernels with NVRTC, and no libnvrtc is found.",
                        "Install CUDA's run-time compiler (pip: nvidia-cuda-nvrtc) and add its folder to"
                                + " LD_LIBRARY_PATH, or use execution=cuda-graph."));
    }

    /**
     * Compiles for one architecture.
     *
     * @param options for example {@code --gpu-architecture=sm_90}
     * @return machine code (cubin)
     * @throws IllegalStateException with the compiler's messages
     */
    byte[] compile(String source, List<String> options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(ValueLayout.ADDRESS);
            check(call("nvrtcCreateProgram", program, arena.allocateFrom(source), arena.allocateFrom("step.cu"), 0,
                    MemorySegment.NULL, MemorySegment.NULL), "nvrtcCreateProgram");
            MemorySegment made = program.get(ValueLayout.ADDRESS, 0);
            try {
                MemorySegment words = arena.allocate(ValueLayout.ADDRESS, options.size());
                for (int i = 0; i < options.size(); i++) {
                    words.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(options.get(i)));
                }
                if (call("nvrtcCompileProgram", made, options.size(), words) != 0) {
                    throw new IllegalStateException("the kernels do not compile:\n"
                            + new String(result("nvrtcGetProgramLog", made, arena)).strip());
                }
                return result("nvrtcGetCUBIN", made, arena);
            } finally {
                call("nvrtcDestroyProgram", program);
            }
        }
    }

    /** The compiler's version, "13.0". */
    String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment major = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment minor = arena.allocate(ValueLayout.JAVA_INT);
            check(call("nvrtcVersion", major, minor), "nvrtcVersion");
            return major.get(ValueLayout.JAVA_INT, 0) + "." + minor.get(ValueLayout.JAVA_INT, 0);
        }
    }

    private byte[] result(String name, MemorySegment program, Arena arena) {
        MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
        check(call(name + "Size", program, size), name + "Size");
        MemorySegment bytes = arena.allocate(Math.max(1, size.get(ValueLayout.JAVA_LONG, 0)));
        check(call(name, program, bytes), name);
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    private int call(String name, Object... arguments) {
        var layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < layouts.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS;
        }
        try {
            return (int) Linker.nativeLinker()
                    .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts))
                    .invokeWithArguments(arguments);
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
    }

    private static void check(int status, String name) {
        if (status != 0) {
            throw new IllegalStateException(name + " failed with NVRTC status " + status);
        }
    }

    private static Optional<SymbolLookup> inFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("libnvrtc[-.].*so.*"))
                    .filter(file -> !file.getFileName().toString().contains("builtins"))
                    .flatMap(file -> open(() -> SymbolLookup.libraryLookup(file, Arena.global())).stream())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<SymbolLookup> open(Supplier<SymbolLookup> lookup) {
        try {
            return Optional.of(lookup.get());
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }
}
