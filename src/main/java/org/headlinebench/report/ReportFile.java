package org.headlinebench.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

import org.headlinebench.failure.UserError;
import org.headlinebench.report.document.Document;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.report.pdf.PdfReport;
import org.headlinebench.report.text.HtmlReport;
import org.headlinebench.report.text.MarkdownReport;

/** A report in one of its formats: what the command line and the window write. */
public final class ReportFile {
    private ReportFile() {}

    /**
     * The format that a file's name asks for.
     *
     * @throws UserError if it names none
     */
    public static Format formatOf(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".pdf")) {
            return Format.PDF;
        } else if (name.endsWith(".html") || name.endsWith(".htm")) {
            return Format.HTML;
        } else if (name.endsWith(".md")) {
            return Format.MD;
        }
        throw new UserError("'" + file.getFileName() + "' names no known format.",
                "End it in .pdf, .html or .md, or name the format.");
    }

    /** The whole file in memory, so that a document which cannot be written leaves no half of one behind. */
    public static byte[] bytes(Document document, Format format, Paper paper) {
        var out = new ByteArrayOutputStream();
        try {
            write(document, format, paper, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

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
