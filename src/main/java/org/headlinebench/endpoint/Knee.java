package org.headlinebench.endpoint;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where more load buys waiting instead of throughput: the smallest load with 90 % of the largest throughput. */
public final class Knee {
    private static final double SHARE = 0.9;
    private static final double WORTHWHILE = 1.1;

    private Knee() {}

    /**
     * A load and what the server made of it.
     *
     * @param failed requests without an answer
     */
    public record Point(int concurrency, double outputTokensPerSecond, int failed) {}

    /** The knee among points without failed requests; absent where there is none. */
    public static Optional<Point> of(List<Point> points) {
        List<Point> whole = points.stream().filter(point -> point.failed() == 0).toList();
        double best = whole.stream().mapToDouble(Point::outputTokensPerSecond).max().orElse(0);
        return whole.stream()
                .filter(point -> point.outputTokensPerSecond() >= SHARE * best)
                .min(Comparator.comparingInt(Point::concurrency));
    }

    /** Whether twice the last load is worth a try: requests did not fail, and the last doubling brought a tenth or more. */
    public static boolean isOpen(List<Point> points) {
        int last = points.size() - 1;
        return points.isEmpty() || points.get(last).failed() == 0 && (last == 0
                || points.get(last).outputTokensPerSecond() >= WORTHWHILE
                        * points.get(last - 1).outputTokensPerSecond());
    }
}
