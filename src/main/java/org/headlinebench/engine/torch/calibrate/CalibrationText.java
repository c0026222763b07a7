package org.headlinebench.engine.torch.calibrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a model's quantization is calibrated with.
 *
 * @param source         what the texts are, for the run's facts
 * @param texts          token ids of each text, each at least one
 * @param modelChecksums of the model's files
 * @param folder         where results are kept; absent: nowhere
 */
public record CalibrationText(String source, List<int[]> texts, List<String> modelChecksums, Optional<Path> folder) {
    public CalibrationText {
        texts = List.copyOf(texts);
        modelChecksums = List.copyOf(modelChecksums);
        if (texts.isEmpty() || texts.stream().anyMatch(text -> text.length == 0)) {
            throw new IllegalArgumentException("calibration needs texts, each of at least one token");
        }
    }

    /** Tokens of all texts. */
    public int tokens() {
        return texts.stream().mapToInt(text -> text.length).sum();
    }

    /** Tokens of the longest text. */
    int longest() {
        return texts.stream().mapToInt(text -> text.length).max().orElseThrow();
    }
}
