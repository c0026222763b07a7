package org.headlinebench.dataset.prompt;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.VisibleText;
import org.headlinebench.failure.Nearest;

/**
 * When generation ends before the token limit: at a text the model writes, or at its end-of-sequence token.
 *
 * @param name a preset's name, or {@code custom}
 * @param stopStrings texts that end the generation, each not empty; they are not part of the headline
 * @param afterVisibleText whether a stop counts only behind the first visible character, so that a line break with which
 *     a model begins its answer does not end it before it says anything
 * @param endOfSequence whether the model's end-of-sequence tokens end it too
 */
public record StopRule(String name, List<String> stopStrings, boolean afterVisibleText, boolean endOfSequence) {

    /** Only the token limit and the end-of-sequence token: what the reference's notebooks did. */
    public static final StopRule NONE = new StopRule("none", List.of(), false, true);
    /** The first line break behind some text: a headline is one line. */
    public static final StopRule NEWLINE = new StopRule("newline", List.of("\n"), true, true);
    /** The marker with which the reference prompt's next article would begin. */
    public static final StopRule MARKER = new StopRule("marker", List.of(HeadlineExtraction.MARKER), false, true);

    private static final List<StopRule> PRESETS = List.of(NONE, NEWLINE, MARKER);
    private static final int MAX_STOP_STRINGS = 16;

    public StopRule {
        stopStrings = List.copyOf(stopStrings);
        if (stopStrings.size() > MAX_STOP_STRINGS || stopStrings.stream().anyMatch(String::isEmpty)) {
            throw new DatasetError("%d stop texts were given, or an empty one.".formatted(stopStrings.size()),
                    "Give at most %d, none of them empty.".formatted(MAX_STOP_STRINGS));
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("a stop rule needs a name");
        }
    }

    /** The presets, in the order in which they are offered. */
    public static List<StopRule> presets() {
        return PRESETS;
    }

    /** A rule of the user's own stop texts; they count from the first character, as serving software treats them. */
    public static StopRule at(List<String> stopStrings) {
        return new StopRule("custom", stopStrings, false, true);
    }

    /**
     * The preset of a name.
     *
     * @throws DatasetError for an unknown one, with the nearest
     */
    public static StopRule parse(String text) {
        List<String> names = PRESETS.stream().map(StopRule::name).toList();
        return PRESETS.stream()
                .filter(preset -> preset.name().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new DatasetError("There is no stop rule %s.".formatted(VisibleText.quote(text)),
                        Nearest.didYouMean(text.strip(), names) + "Choose one of " + String.join(", ", names) + "."));
    }

    /** What the rule does, whatever it is called: part of a workload's identity. */
    public String id() {
        String strings = stopStrings.stream()
                .map(stop -> "\"" + stop.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"")
                .collect(Collectors.joining(","));
        return "stop[%s]%s%s/1".formatted(strings, afterVisibleText ? " after text" : "",
                endOfSequence ? " or eos" : "");
    }

    /**
     * Where the continuation ends: the index of the earliest stop text in all that was generated so far, or empty. A loop
     * calls it after each token; the kept part is {@code continuation.substring(0, index)}, which may end inside the
     * newest token or before it.
     */
    public OptionalInt findStop(String continuation) {
        int from = afterVisibleText ? firstVisible(continuation) : 0;
        return stopStrings.stream()
                .mapToInt(stop -> continuation.indexOf(stop, from))
                .filter(index -> index >= 0)
                .min();
    }

    private static int firstVisible(String text) {
        int index = 0;
        while (index < text.length() && !VisibleText.isVisible(text.codePointAt(index))) {
            index += Character.charCount(text.codePointAt(index));
        }
        return index;
    }
}
