package org.headlinebench.metrics.quality;

import java.util.Objects;

/**
 * The quality of one generated headline.
 *
 * @param rouge scores against the actual headline
 * @param generatedWords words of the generated headline, separated by white space
 * @param actualWords words of the actual headline
 */
public record HeadlineScore(RougeScores rouge, int generatedWords, int actualWords) {
    public HeadlineScore {
        Objects.requireNonNull(rouge, "rouge");
        if (generatedWords < 0 || actualWords < 0) {
            throw new IllegalArgumentException("negative count of words: " + generatedWords + ", " + actualWords);
        }
    }

    /** Scores a generated headline, which may be empty, against the actual one. */
    public static HeadlineScore of(String actual, String generated, Rouge rouge) {
        return new HeadlineScore(rouge.score(actual, generated), Words.of(generated).size(), Words.of(actual).size());
    }
}
