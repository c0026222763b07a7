package org.headlinebench.engine;

import java.util.List;

/**
 * What calibration did to a model's outputs on its text.
 *
 * @param lines      what is to be told of it, one line per fact
 * @param modules    linear modules whose codes were chosen by it and are the ones that run
 * @param error      squared error of the modules' outputs
 * @param roundError the same of weights that are rounded to nearest on the same grid
 */
public record CalibrationFacts(List<String> lines, int modules, double error, double roundError) {

    /** Where nothing is calibrated. */
    public static final CalibrationFacts NONE = new CalibrationFacts(List.of(), 0, 0, 0);

    public CalibrationFacts {
        lines = List.copyOf(lines);
    }
}
