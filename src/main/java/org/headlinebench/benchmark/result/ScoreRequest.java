package org.headlinebench.benchmark.result;

import java.util.List;

/**
 * Texts whose probability is asked for.
 *
 * @param context       what stands before them; empty: each is a text of its own, scored from its first token on
 * @param continuations the texts, none of them empty
 */
public record ScoreRequest(String context, List<String> continuations) {
    public ScoreRequest {
        continuations = List.copyOf(continuations);
        if (continuations.isEmpty() || continuations.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("there is nothing to score");
        }
    }
}
