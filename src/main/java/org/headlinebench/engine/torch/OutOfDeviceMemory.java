package org.headlinebench.engine.torch;

import java.util.Optional;

import org.headlinebench.failure.UserError;

/** The device's memory ran out: a clean failure, told from faults of the program by libtorch's own words. */
public final class OutOfDeviceMemory extends UserError {
    private OutOfDeviceMemory(Throwable cause) {
        super("Memory ran out: the model, its cache and its intermediate results do not fit.",
                "Choose a smaller model, a narrower precision or a shorter static cache; 'headline-bench estimate' shows "
                        + "what a stack needs.",
                cause);
    }

    /** The failure as running out of memory, if that is what it is. */
    public static Optional<OutOfDeviceMemory> from(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        boolean outOfMemory = failure instanceof OutOfMemoryError || message.contains("can't allocate memory")
                || message.contains("CUDA out of memory") || message.contains("std::bad_alloc");
        return outOfMemory ? Optional.of(new OutOfDeviceMemory(failure)) : Optional.empty();
    }
}
