package org.headlinebench.dataset.calibration;

import java.util.List;
import java.util.Objects;

/**
 * Text with which a quantization is calibrated. It never holds an evaluated row.
 *
 * @param source    where it is from, for people
 * @param texts     may be none
 * @param maxTokens of each text, those that count
 */
public record CalibrationTexts(String source, List<String> texts, int maxTokens) {
    public CalibrationTexts {
        Objects.requireNonNull(source, "source");
        texts = List.copyOf(texts);
        if (maxTokens < 1) {
            throw new IllegalArgumentException("a text counts with at least one token");
        }
    }
}
