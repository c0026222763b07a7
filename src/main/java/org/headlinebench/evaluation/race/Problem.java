package org.headlinebench.evaluation.race;

import java.util.List;

/**
 * A question about a passage.
 *
 * @param question as it stands in the file; a gap is written {@code _}
 * @param options  the answers to choose from, at least two
 * @param answer   index of the right one
 */
public record Problem(String question, List<String> options, int answer) {
    public Problem {
        options = List.copyOf(options);
        if (question.isBlank()) {
            throw new IllegalArgumentException("a question is empty");
        }
        if (options.size() < 2 || options.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a question needs two options or more, none of them empty");
        }
        if (answer < 0 || answer >= options.size()) {
            throw new IllegalArgumentException("the answer is none of the options");
        }
    }

    /** The right option. */
    public String right() {
        return options.get(answer);
    }
}
