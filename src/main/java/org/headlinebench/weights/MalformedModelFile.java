package org.headlinebench.weights;

import java.nio.file.Path;

import org.headlinebench.failure.UserError;

/** A model file that breaks its format: truncated, damaged, or never a model at all. */
public final class MalformedModelFile extends UserError {
    static final String FETCH_AGAIN = "Delete the file and fetch it again; if that does not help, report it to whoever "
            + "published it.";

    private final Path file;

    MalformedModelFile(Path file, String what) {
        this(file, what, FETCH_AGAIN, null);
    }

    MalformedModelFile(Path file, String what, String remedy, Throwable cause) {
        super("The model file " + file + " cannot be used: " + what + ".", remedy, cause);
        this.file = file;
    }

    /** The file at fault. */
    public Path file() {
        return file;
    }
}
