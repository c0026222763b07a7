package org.headlinebench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.headlinebench.failure.UserError;
import org.headlinebench.report.document.Block.Figure;
import org.headlinebench.report.document.Document;
import org.headlinebench.report.pdf.PdfChart;
import org.headlinebench.report.text.SvgCanvas;

/** The figures of a report, each in files of its own: SVG, PDF, and PNG of two pixels a point. */
public final class ChartFiles {
    private static final double WIDTH = 520;
    private static final double PIXELS_PER_POINT = 2;
    private static final int MOST_WORDS = 4;

    private ChartFiles() {}

    /**
     * Writes them into a folder, which is made if it is not there; files of the same names are replaced.
     *
     * @return the files, in the report's order
     * @throws UserError if the folder cannot be written
     */
    public static List<Path> write(Document document, Path folder) {
        List<Figure> figures = document.blocks()
                .stream()
                .filter(Figure.class::isInstance)
                .map(Figure.class::cast)
                .toList();
        List<Path> written = new ArrayList<>();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError("The charts cannot be written to " + folder + ": it is a file.", "Name a folder.");
        }
        try {
            Files.createDirectories(folder);
            for (Figure figure : figures) {
                String name = name(written.size() / 3 + 1, figure.caption());
                byte[] pdf = PdfChart.of(figure.chart(), WIDTH, figure.caption());
                byte[] svg = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + SvgCanvas.of(figure.chart(), WIDTH, figure.alternative()) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
                written.add(Files.write(folder.resolve(name + ".svg"), svg));
                written.add(Files.write(folder.resolve(name + ".pdf"), pdf));
                written.add(Files.write(folder.resolve(name + ".png"), PdfChart.png(pdf, PIXELS_PER_POINT)));
            }
        } catch (IOException e) {
            throw new UserError("The charts cannot be written to " + folder + ": " + e.getMessage() + ".",
                    "Name a folder that is writable and has room.", e);
        }
        return written;
    }

    /** Such as {@code 1-mean-e2e-latency-with}. */
    private static String name(int number, String caption) {
        String[] words = caption.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]", "").strip().split(" +");
        return number + "-" + String.join("-", List.of(words).subList(0, Math.min(MOST_WORDS, words.length)));
    }
}
