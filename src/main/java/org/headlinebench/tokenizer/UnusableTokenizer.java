package org.headlinebench.tokenizer;

import org.headlinebench.failure.UserError;

/** A model whose tokenizer is missing, damaged or of a kind that cannot be run. */
public final class UnusableTokenizer extends UserError {
    public UnusableTokenizer(String message, String remedy) {
        super(message, remedy);
    }

    public UnusableTokenizer(String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
    }
}
