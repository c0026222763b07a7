package org.headlinebench.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

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

    /** Writes a document; the stream stays open. Equal documents give equal bytes. */
    public static void write(Document document, Format format, Paper paper, OutputStream out) throws IOException {
        switch (format) {
            case PDF -> PdfReport.write(document, paper, out);
            case HTML -> out.write(HtmlReport.of(document).getBytes(StandardCharsets.UTF_8));
            case MD -> out.write(MarkdownReport.of(document).getBytes(StandardCharsets.UTF_8));
        }
    }
}
