package org.headlinebench.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * A command whose standard streams reach this program on another machine.
 *
 * @param name    by which it is chosen
 * @param command the beginning of the command, such as {@code ssh gpu-box}
 * @param program how the program is called over there
 */
public record Launcher(String name, List<String> command, List<String> program) {

    /** Where it is on the path over there. */
    public static final List<String> DEFAULT_PROGRAM = List.of("headline-bench");

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";

    public Launcher {
        command = List.copyOf(command);
        program = List.copyOf(program);
        checkedName(name);
        if (command.isEmpty() || program.isEmpty()) {
            throw new IllegalArgumentException("a launcher has a command and a program");
        }
    }

    /** The name, if it is one. */
    public static String checkedName(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a launcher's name has up to 40 letters, digits, dots, hyphens and underscores, for example gpu-box");
        }
        return name;
    }

    /** What is started for a worker. */
    List<String> workerCommand() {
        return over("worker");
    }

    /** How somebody calls the program over there with these arguments. */
    String text(String... arguments) {
        return CommandWords.text(over(arguments));
    }

    private List<String> over(String... arguments) {
        var words = new ArrayList<>(command);
        words.addAll(program);
        words.addAll(List.of(arguments));
        return words;
    }
}
