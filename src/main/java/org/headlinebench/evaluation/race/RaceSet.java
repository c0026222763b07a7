package org.headlinebench.evaluation.race;

import java.util.List;

/**
 * Passages as they were read.
 *
 * @param name     of the file, or {@code own} for those that come with the program
 * @param sha256   of the file's bytes; of a folder, of its files' one after the other
 * @param passages at least one
 */
public record RaceSet(String name, String sha256, List<Passage> passages) {
    public RaceSet {
        passages = List.copyOf(passages);
    }
}
