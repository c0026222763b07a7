package org.headlinebench.optimization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Choice.Argument;

/**
 * The text form of a stack: {@code axis=choice} or {@code axis=choice(parameters)}, separated by commas, for example
 * {@code cache=static(512),precision=bfloat16}. An unknown word is refused with the nearest valid one.
 */
final class StackGrammar {
    private static final int LONGEST_TEXT = 4096;
    private static final Pattern CHOICE = Pattern.compile("([^()]*?)\\s*(?:\\((.*)\\))?", Pattern.DOTALL);

    private StackGrammar() {}

    static Stack parse(String text, Stack defaults) {
        if (text.length() > LONGEST_TEXT) {
            throw new UserError("The stack's text is " + text.length() + " characters long.",
                    "Write at most " + LONGEST_TEXT + " characters.");
        }
        Stack stack = defaults;
        EnumSet<Axis> seen = EnumSet.noneOf(Axis.class);
        for (String part : splitOutsideParentheses(text)) {
            if (part.isBlank()) {
                continue;
            }
            Axis axis = axis(part);
            if (!seen.add(axis)) {
                throw new UserError("Axis '" + axis.word() + "' is given twice in '" + text + "'.",
                        "Make one choice on each axis; to compare two, run two stacks.");
            }
            stack = axis.apply(stack, choice(axis, part.substring(part.indexOf('=') + 1).strip()));
        }
        return stack;
    }

    private static Axis axis(String part) {
        int equals = part.indexOf('=');
        String word = (equals < 0 ? part : part.substring(0, equals)).strip();
        List<String> words = Arrays.stream(Axis.values()).map(Axis::word).toList();
        for (Axis axis : Axis.values()) {
            if (axis.word().equals(word)) {
                if (equals < 0) {
                    throw new UserError("'" + word + "' names an axis but no choice.",
                            "Write " + word + "=" + axis.choices().getFirst() + ". "
                                    + Nearest.hint("", axis.choices()));
                }
                return axis;
            }
        }
        for (Axis axis : Axis.values()) {
            if (equals < 0 && axis.choices().contains(word.replaceAll("\\(.*", ""))) {
                throw new UserError("'" + word + "' is a choice without its axis.",
                        "Write " + axis.word() + "=" + word + ".");
            }
        }
        throw new UserError("'" + word + "' is not an axis of a stack.", Nearest.hint(word, words));
    }

    /** A choice of an axis as it is written, checked for its word alone. */
    static Choice choice(Axis axis, String text) {
        Matcher matcher = CHOICE.matcher(axis == Axis.TOPOLOGY ? Topology.oneWord(text) : text);
        if (!matcher.matches()) {
            throw new UserError("'" + axis.word() + "=" + text + "' has unbalanced parentheses.",
                    "Write " + axis.word() + "=choice or " + axis.word() + "=choice(parameters).");
        }
        String word = matcher.group(1).strip();
        if (!axis.reads(word)) {
            throw new UserError("'" + word + "' is not a choice of axis '" + axis.word() + "'.",
                    Nearest.hint(word, axis.choices()));
        }
        return new Choice(word, arguments(matcher.group(2)));
    }

    private static List<Argument> arguments(String text) {
        List<Argument> arguments = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return arguments;
        }
        for (String part : splitOutsideParentheses(text)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            String value = part.substring(equals + 1).strip();
            if (value.isEmpty()) {
                throw new UserError("A parameter is empty in '(" + text + ")'.", "Give each parameter a value.");
            }
            arguments.add(new Argument(name, value));
        }
        return arguments;
    }

    private static List<String> splitOutsideParentheses(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                break;
            }
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        if (depth != 0) {
            throw new UserError("'" + text + "' has unbalanced parentheses.", "Close each '(' with a ')'.");
        }
        parts.add(text.substring(start).strip());
        return parts;
    }
}
