package org.headlinebench.report.document;

import java.time.Instant;
import java.util.List;

/**
 * A report before it is set.
 *
 * @param title    on the first page and in the file's properties
 * @param subtitle what it is about
 * @param at       when it was made: the one thing that differs between two reports on the same runs
 * @param creator  name and version of the program
 * @param blocks   in order
 */
public record Document(String title, String subtitle, Instant at, String creator, List<Block> blocks) {
    public Document {
        blocks = List.copyOf(blocks);
    }
}
