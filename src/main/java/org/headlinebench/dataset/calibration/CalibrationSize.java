package org.headlinebench.dataset.calibration;

import org.headlinebench.dataset.DatasetError;

/**
 * How much text a calibration takes.
 *
 * @param texts  at most
 * @param tokens of each text, those that count
 */
public record CalibrationSize(int texts, int tokens) {
    /** As many texts as GPTQ's and AWQ's authors take; news rows are short, theirs have 2048 and 512 tokens. */
    public static final CalibrationSize DEFAULT = new CalibrationSize(128, 256);
    private static final int MOST_TEXTS = 4096;
    private static final int MOST_TOKENS = 8192;

    /** @throws DatasetError if a number is out of range */
    public CalibrationSize {
        require("texts", texts, MOST_TEXTS);
        require("tokens of each text", tokens, MOST_TOKENS);
    }

    private static void require(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw new DatasetError("Calibration cannot take " + number + " " + what + ".",
                    "Give a whole number from 1 to " + most + ".");
        }
    }
}
