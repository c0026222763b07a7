package org.headlinebench.benchmark.result;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What its user wrote on a run. Nothing measured depends on it.
 *
 * @param name what the run is called; empty where it goes by its stack
 * @param tags words to find it by, each once, in the order given
 * @param note any text
 */
public record RunLabel(String name, List<String> tags, String note) {

    /** The longest name, tag and note; more is cut nowhere but refused. */
    public static final int MOST_CHARACTERS = 10_000;
    /** A run that nothing was written on. */
    public static final RunLabel NONE = new RunLabel("", List.of(), "");

    public RunLabel {
        name = name.strip();
        Objects.requireNonNull(note, "note");
        tags = tags.stream()
                .map(tag -> tag.strip().toLowerCase(Locale.ROOT))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
        if (Stream.concat(Stream.of(name, note), tags.stream()).anyMatch(text -> text.length() > MOST_CHARACTERS)) {
            throw new IllegalArgumentException("a label has at most " + MOST_CHARACTERS + " characters");
        }
    }

    /** Tags as they are typed: with commas between them. */
    public static List<String> tags(String typed) {
        return List.of(typed.split(","));
    }
}
