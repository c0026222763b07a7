package org.headlinebench.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A command as people write it, in words: quotes and backslashes as in a POSIX shell, and nothing else of one. */
public final class CommandWords {
    private CommandWords() {}

    /**
     * The words of a command.
     *
     * @throws IllegalArgumentException if a quote is not closed, or there is no word
     */
    public static List<String> parse(String command) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == '\'' ? c == quote : quote != 0 && c == quote) {
                quote = 0;
            } else if (quote != '\'' && c == '\\' && i + 1 < command.length()) {
                i++;
                word.append(command.charAt(i));
                begun = true;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        if (words.isEmpty() || words.getFirst().isBlank()) {
            throw new IllegalArgumentException("a command begins with a program, such as ssh");
        }
        return words;
    }

    /** Words as a command that {@link #parse} reads back. */
    public static String text(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9@%+=:,./_-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
