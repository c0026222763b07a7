package org.headlinebench.ui.report;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.report.ReportFile;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.Reporting;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.ui.compare.ReportWriter;

/**
 * A report with the bundled scenarios, on A4.
 *
 * @param version of the program, which reports name
 */
public record PlainReport(Reporting reporting, String version, Clock clock) implements ReportWriter {
    @Override
    public void write(List<Run> runs, Prices prices, Path file) {
        Format format = ReportFile.formatOf(file);
        var settings = new ReportSettings(ScenarioFile.bundled(), prices, Optional.empty(), OptionalLong.empty(),
                "Headline Bench " + version, clock.instant());
        byte[] report = ReportFile.bytes(reporting.on(runs, settings), format, Paper.A4);
        AtomicFile.write(file, out -> out.write(report));
    }
}
