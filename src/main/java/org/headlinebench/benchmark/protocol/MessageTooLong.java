package org.headlinebench.benchmark.protocol;

import org.headlinebench.failure.UserError;

/** A message, or a line that is none, has more bytes than either side keeps in memory for it. */
public final class MessageTooLong extends UserError {
    private MessageTooLong(String message, String remedy) {
        super(message, remedy);
    }

    static MessageTooLong received(int mostBytes) {
        return new MessageTooLong(
                "A line of more than " + (mostBytes >> 20) + " MiB came where messages of a worker are exchanged.",
                "Look for a program that prints to the worker's standard output, such as a login script, and silence it.");
    }

    static MessageTooLong sent(String type, int bytes, int mostBytes) {
        return new MessageTooLong(
                "The message \"" + type + "\" has " + (bytes >> 20) + " MiB; a worker takes at most "
                        + (mostBytes >> 20) + " MiB.",
                "Choose fewer or shorter rows.");
    }
}
