package org.headlinebench.ui.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the user for files; a test answers in the user's place. Empty where the user gave up. */
public interface FileDialogs {
    /**
     * Files of one kind.
     *
     * @param name     as shown
     * @param patterns such as {@code *.json}
     */
    record Kind(String name, List<String> patterns) {
        public Kind {
            patterns = List.copyOf(patterns);
        }

        public static Kind of(String name, String... patterns) {
            return new Kind(name, List.of(patterns));
        }
    }

    /** A file that is there. */
    Optional<Path> open(String title, Kind... kinds);

    /** A folder that is there. */
    Optional<Path> folder(String title);

    /** A file to write; the dialog asks before one is replaced. */
    Optional<Path> save(String title, String suggestedName, Kind... kinds);
}
