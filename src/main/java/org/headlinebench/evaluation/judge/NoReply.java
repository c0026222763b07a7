package org.headlinebench.evaluation.judge;

/** The endpoint gave no reply that could be used, after all attempts; another question may fare better. */
final class NoReply extends Exception {
    private static final long serialVersionUID = 1;

    NoReply(String message) {
        super(message);
    }
}
