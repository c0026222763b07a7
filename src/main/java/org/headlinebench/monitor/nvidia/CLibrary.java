package org.headlinebench.monitor.nvidia;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** A shared library of C functions that return a status, 0 for success. */
final class CLibrary {
    private final SymbolLookup symbols;

    private CLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
    }

    /** @param fileName as the dynamic loader finds it; empty where it does not */
    static Optional<CLibrary> open(String fileName) {
        try {
            return Optional.of(new CLibrary(SymbolLookup.libraryLookup(fileName, Arena.global())));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    boolean has(String name) {
        return symbols.find(name).isPresent();
    }

    /** Calls a function; arguments are {@code int}, {@code long} or memory segments. */
    int call(String name, Object... arguments) {
        var layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = switch (arguments[i]) {
                case Integer _ -> ValueLayout.JAVA_INT;
                case Long _ -> ValueLayout.JAVA_LONG;
                default -> ValueLayout.ADDRESS;
            };
        }
        try {
            return (int) Linker.nativeLinker()
                    .downcallHandle(symbols.findOrThrow(name),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts))
                    .invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(name, t);
        }
    }
}
