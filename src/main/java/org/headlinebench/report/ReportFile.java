package org.headlinebench.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.headlinebench.recommendation.Evidence;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.content.Report;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.document.Document;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.report.pdf.PdfReport;
import org.headlinebench.report.text.HtmlReport;
import org.headlinebench.report.text.MarkdownReport;

/** A report in one of its formats: what the command line and the window write. */
public final class ReportFile {
    private ReportFile() {}

    /** What a report is written as. */
    public enum Format {
        PDF, HTML, MD
    }

    /** Writes a report on that evidence; the stream stays open. Equal evidence and settings give equal bytes. */
    public static void write(Evidence evidence, Addenda addenda, ReportSettings settings, Format format, Paper paper,
            OutputStream out)
            throws IOException {
        Document document = Report.of(evidence, addenda, settings);
        switch (format) {
            case PDF -> PdfReport.write(document, paper, out);
            case HTML -> out.write(HtmlReport.of(document).getBytes(StandardCharsets.UTF_8));
            case MD -> out.write(MarkdownReport.of(document).getBytes(StandardCharsets.UTF_8));
        }
    }
}
