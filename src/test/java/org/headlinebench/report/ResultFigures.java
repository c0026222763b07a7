package org.headlinebench.report;

import java.util.List;

import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.comparison.Comparisons;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.report.ReportFile.Format;

/** Prints how long comparisons and reports take in a process that has just started; see {@code bench/results.sh}. */
final class ResultFigures {
    private ResultFigures() {}

    public static void main(String[] arguments) {
        MeasuredRun baseline = run("base", 1, "cache=none", 1, 0);
        MeasuredRun candidate = run("candidate", 2, "cache=dynamic", 0.9, 0.1);
        for (int turn = 1; turn <= 3; turn++) {
            long started = System.nanoTime();
            Comparisons.of(baseline, List.of(candidate));
            System.out.printf("two runs of 10,000 samples, 10,000 resamples, turn %d: %.2f s%n", turn,
                    seconds(started));
        }
        List<MeasuredRun> many = ReportFixture.many(50, 1000);
        long started = System.nanoTime();
        byte[] report = ReportFixture.write(many, Format.PDF);
        System.out.printf("PDF of 50 runs of 1,000 samples: %.2f s, %d KiB%n", seconds(started), report.length >> 10);
    }

    private static MeasuredRun run(String id, int ordinal, String stack, double speed, double changed) {
        return new MeasuredRun(ComparedRuns.finished(id, ordinal, stack),
                ComparedRuns.samples(10_000, speed, changed, ordinal));
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
