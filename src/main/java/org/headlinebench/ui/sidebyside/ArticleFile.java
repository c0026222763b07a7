package org.headlinebench.ui.sidebyside;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.history.SpreadsheetText;

/** The side-by-side table as a CSV file: the articles as they are filtered and ordered, four columns per run. */
final class ArticleFile {
    /** An article with what each run wrote, as it is at the moment of writing. */
    record Line(NewsRow article, List<Optional<Sample>> samples) {}

    private ArticleFile() {}

    /** @throws org.headlinebench.failure.UserError if the file cannot be written; what was there stays */
    static void write(List<String> runs, Iterable<Line> lines, Path file) {
        AtomicFile.write(file, out -> {
            var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            text.write(SpreadsheetText.BYTE_ORDER_MARK);
            var csv = new CSVPrinter(text, CSVFormat.RFC4180);
            print(csv, runs, lines);
            csv.flush();
        });
    }

    private static void print(CSVPrinter csv, List<String> runs, Iterable<Line> lines) throws IOException {
        var head = new ArrayList<Object>(List.of("row", "category", "description", "actualHeadline"));
        for (String run : runs) {
            head.addAll(List.of(run + ": headline", run + ": rouge1F1", run + ": endToEndMillis",
                    run + ": outputTokens"));
        }
        csv.printRecord(head);
        for (Line line : lines) {
            var values = new ArrayList<Object>(List.of(line.article().rowNumber(),
                    SpreadsheetText.safe(line.article().category()),
                    SpreadsheetText.safe(line.article().shortDescription()),
                    SpreadsheetText.safe(line.article().headline())));
            for (Optional<Sample> sample : line.samples()) {
                values.addAll(sample.map(found -> List.<Object>of(SpreadsheetText.safe(found.headline()),
                        found.rouge().rouge1().f1(), found.times().endToEndMillis(), found.times().outputTokens()))
                        .orElse(List.of("", "", "", "")));
            }
            csv.printRecord(values);
        }
    }
}
