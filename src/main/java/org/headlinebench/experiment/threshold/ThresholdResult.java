package org.headlinebench.experiment.threshold;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;

/**
 * What a search found.
 *
 * @param experiment the experiment under which all its runs are stored
 * @param baseline   the run without the technique
 * @param points     every setting that was tried, in the order tried
 * @param strongest  the strongest one whose quality is kept; absent where not even the weakest is
 * @param refused    settings that cannot run
 * @param isComplete false after a cancellation
 */
public record ThresholdResult(String experiment, Run baseline, List<ThresholdPoint> points,
        Optional<ThresholdPoint> strongest, List<RefusedStack> refused, boolean isComplete) {
    public ThresholdResult {
        points = List.copyOf(points);
        refused = List.copyOf(refused);
    }
}
