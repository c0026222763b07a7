package org.headlinebench.cli;

import java.io.BufferedReader;
import java.io.PrintStream;

/**
 * Where the command line speaks.
 *
 * @param out         results
 * @param err         errors and progress
 * @param in          answers
 * @param interactive whether a person sits there: progress bars and questions, otherwise plain lines and none
 * @param columns     width of a line
 */
public record Terminal(PrintStream out, PrintStream err, BufferedReader in, boolean interactive, int columns) {
    void error(String message, String remedy) {
        err.println("error: " + message);
        err.println("  -> " + remedy);
    }
}
