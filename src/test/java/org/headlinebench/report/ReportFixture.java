package org.headlinebench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.recommendation.Weights;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.content.Report;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.pdf.Paper;

/** Evidence and reports for tests. */
final class ReportFixture {
    static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    private ReportFixture() {}

    /** Four comparable runs, one that failed and one over other rows. */
    static List<MeasuredRun> runs() {
        return List.of(run("base", 1, "cache=none", 1, 0), run("cached", 2, "cache=dynamic", 0.5, 0),
                run("int4", 3, "cache=dynamic,quantize=int4", 0.3, 0.9), run("again", 4, "cache=none", 1.01, 0),
                new MeasuredRun(ComparedRuns.failed("dead", 5, "cache=static"), List.of()),
                new MeasuredRun(ComparedRuns.finished("rows", 6, "", ComparedRuns.rows("1-10")),
                        ComparedRuns.samples(10, 1, 0, 6)));
    }

    static List<MeasuredRun> many(int runs, int samples) {
        List<MeasuredRun> many = new ArrayList<>();
        for (int i = 1; i <= runs; i++) {
            many.add(new MeasuredRun(
                    ComparedRuns.finished("run" + i, i, i == 1 ? "cache=none" : "cache=static(" + (100 + i) + ")"),
                    ComparedRuns.samples(samples, 1 - 0.8 * i / runs, 0.3 * i / runs, i)));
        }
        return many;
    }

    static byte[] write(List<MeasuredRun> runs, Format format) {
        return write(runs, format, Paper.A4, AT);
    }

    static byte[] write(List<MeasuredRun> runs, Format format, Paper paper, Instant at) {
        return write(runs, Addenda.NONE, format, paper, at);
    }

    static byte[] write(List<MeasuredRun> runs, Addenda addenda, Format format, Paper paper, Instant at) {
        var prices = new Prices(OptionalDouble.of(0.36), "EUR", OptionalDouble.of(60));
        var settings = new ReportSettings(ScenarioFile.bundled(), prices, Optional.of(new Weights(2, 1, 3)),
                OptionalLong.of(1500), "Headline Bench test", at);
        var out = new ByteArrayOutputStream();
        try {
            ReportFile.write(Report.of(Evidence.of(runs, prices), addenda, settings), format, paper, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static MeasuredRun run(String id, int ordinal, String stack, double speed, double changed) {
        return new MeasuredRun(ComparedRuns.finished(id, ordinal, stack),
                ComparedRuns.samples(50, speed, changed, ordinal));
    }
}
