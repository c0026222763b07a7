package org.headlinebench.experiment.threshold;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;

/**
 * A stack in whose text a {@code ?} stands for what is searched: {@code prune=l1-unstructured(amount=?)}, or a whole
 * choice: {@code quantize=?}.
 *
 * @param text with exactly one {@code ?}
 */
public record SearchedStack(String text) {
    /** The widths that are walked for {@code quantize=?}, the weakest first. */
    private static final List<String> BIT_WIDTHS = List.of("int8", "int4(group=32)", "int4(group=64)",
            "int4(group=128)");

    /** @throws UserError if there is no {@code ?}, more than one, or it stands on no axis */
    public SearchedStack {
        if (text.chars().filter(c -> c == '?').count() != 1) {
            throw new UserError("The stack '" + text + "' does not say what is searched.",
                    "Put one ? in the place of an amount or a choice: prune=l1-unstructured(amount=?) or quantize=?.");
        }
        axis(text);
    }

    /** The stack with that value in the place of the {@code ?}. */
    public String with(String value) {
        return text.replace("?", value);
    }

    /** The stack without the searched technique. */
    public String baseline() {
        return parts(text).stream().filter(part -> !part.contains("?")).collect(Collectors.joining(","));
    }

    /** Whether a fraction is searched, which can be bisected; otherwise values are walked. */
    public boolean isAmount() {
        return text.replaceAll("\\s", "").contains("amount=?");
    }

    /** The values to walk where the user names none; empty where there is no usual order. */
    public List<String> usualValues() {
        return text.replaceAll("\\s", "").contains(Axis.QUANTIZE.word() + "=?") ? BIT_WIDTHS : List.of();
    }

    private static Axis axis(String text) {
        String searched = parts(text).stream().filter(part -> part.contains("?")).findFirst().orElseThrow();
        String word = searched.replaceAll("=.*", "").strip();
        return Arrays.stream(Axis.values())
                .filter(axis -> axis.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new UserError("'" + word + "' is not an axis of a stack.", "Axes: " + Arrays
                        .stream(Axis.values())
                        .map(Axis::word)
                        .collect(Collectors.joining(", ")) + "."));
    }

    private static List<String> parts(String text) {
        return Arrays.asList(text.split(",(?![^(]*\\))"));
    }
}
