package org.headlinebench.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.report.ReportFile;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.Reporting;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.ui.compare.ReportWriter;

/** The window's reports: the command line's, with the bundled scenarios, on A4. */
record WindowReports(Reporting reporting, String creator, Clock clock) implements ReportWriter {
    @Override
    public void write(List<Run> runs, Prices prices, Path file) {
        Format format = format(file);
        var settings = new ReportSettings(ScenarioFile.bundled(), prices, Optional.empty(), OptionalLong.empty(),
                creator, clock.instant());
        var written = new ByteArrayOutputStream();
        try {
            ReportFile.write(reporting.on(runs, settings), format, Paper.A4, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.write(file, written::writeTo);
    }

    private static Format format(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".pdf")) {
            return Format.PDF;
        } else if (name.endsWith(".html") || name.endsWith(".htm")) {
            return Format.HTML;
        } else if (name.endsWith(".md")) {
            return Format.MD;
        }
        throw new UserError("'" + file.getFileName() + "' names no known format.", "End it in .pdf, .html or .md.");
    }
}
