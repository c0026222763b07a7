package org.headlinebench.report.content;

import java.util.ArrayList;
import java.util.List;

/**
 * A command as lines that can be copied into a shell as they stand: broken between its options, and within a long value by a
 * backslash at the end of the line, the next one beginning at its margin.
 */
final class ShellCommand {
    /** As many characters of the fixed-width face as a page has room for. */
    private static final int WIDEST = 100;

    private final List<String> items = new ArrayList<>();

    /** @param words the program with its command, as they are typed */
    ShellCommand(String words) {
        items.add(words);
    }

    /** An option that is typed alone. */
    ShellCommand with(String option) {
        items.add(option);
        return this;
    }

    /** An option with its value, which is quoted where a shell would read it otherwise. */
    ShellCommand with(String option, String value) {
        items.add(option + " " + quoted(value));
        return this;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String item : items) {
            if (!line.isEmpty() && line.length() + 1 + item.length() > WIDEST - 2) {
                lines.add(line + " \\");
                line.setLength(0);
                line.append(' ');
            }
            line.append(line.isEmpty() ? "" : " ").append(item);
            while (line.length() > WIDEST && seam(line) > 0) {
                int seam = seam(line);
                boolean open = isQuoted(line, seam);
                lines.add(line.substring(0, seam) + (open ? "'" : "") + "\\");
                line.delete(0, seam).insert(0, open ? "'" : "");
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Behind the last comma that leaves the line narrow enough; 0 without one. */
    private static int seam(CharSequence line) {
        return line.toString().lastIndexOf(',', WIDEST - 3) + 1;
    }

    /** Whether a shell would read what stands there as quoted. */
    private static boolean isQuoted(CharSequence line, int end) {
        boolean quoted = false;
        for (int i = 0; i < end; i++) {
            if (line.charAt(i) == '\'') {
                quoted = !quoted;
            } else if (line.charAt(i) == '\\' && !quoted) {
                i++; // what follows is no quote
            }
        }
        return quoted;
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._/:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
