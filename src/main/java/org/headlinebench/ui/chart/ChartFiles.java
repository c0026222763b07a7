package org.headlinebench.ui.chart;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

import org.headlinebench.failure.UserError;
import org.headlinebench.report.pdf.DrawnPage;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** A chart as a file, as it is configured. */
final class ChartFiles {
    /** For print and for screens that have two pixels where others have one. */
    static final int SCALE = 2;

    private ChartFiles() {}

    /** The chart in pixels, on the theme's ground. */
    static BufferedImage image(JFreeChart chart, int width, int height, Theme theme) {
        var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(ground(theme));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(SCALE, SCALE);
        draw(chart, graphics, width, height);
        graphics.dispose();
        return image;
    }

    static void writePng(JFreeChart chart, int width, int height, Theme theme, Path file) {
        write(file, () -> {
            try (var out = Files.newOutputStream(file)) {
                ImageIO.write(image(chart, width, height, theme), "png", out);
            }
        });
    }

    static void writeSvg(JFreeChart chart, int width, int height, Theme theme, Path file) {
        var graphics = new SVGGraphics2D(emptySvg());
        graphics.setSVGCanvasSize(new Dimension(width, height));
        graphics.setColor(ground(theme));
        graphics.fillRect(0, 0, width, height);
        draw(chart, graphics, width, height);
        write(file, () -> {
            try (Writer out = Files.newBufferedWriter(file)) {
                // Not by the library's own writing, which names a document type that readers would fetch.
                TransformerFactory.newDefaultInstance()
                        .newTransformer()
                        .transform(new DOMSource(graphics.getRoot()), new StreamResult(out));
            } catch (TransformerException e) {
                throw new IOException(e);
            }
        });
    }

    private static Document emptySvg() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has a document builder", e);
        }
    }

    /** As vectors, in points; its text can be searched. */
    static void writePdf(String title, JFreeChart chart, int width, int height, Theme theme, Path file) {
        write(file, () -> Files.write(file, DrawnPage.of(width, height, title, graphics -> {
            graphics.setColor(ground(theme));
            graphics.fillRect(0, 0, width, height);
            draw(chart, graphics, width, height);
        })));
    }

    /** All points, a line each, with the axes' names as the columns'. */
    static void writeCsv(JFreeChart chart, Map<String, Points> data, Path file) {
        write(file, () -> Files.writeString(file, csv(chart, data), StandardCharsets.UTF_8));
    }

    static String csv(JFreeChart chart, Map<String, Points> data) {
        var text = new StringWriter();
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(Messages.text("chart.csv.series"), chart.getXYPlot().getDomainAxis().getLabel(),
                    chart.getXYPlot().getRangeAxis().getLabel());
            for (var series : data.entrySet()) {
                for (int i = 0; i < series.getValue().count(); i++) {
                    csv.printRecord(series.getKey(), series.getValue().x()[i], series.getValue().y()[i]);
                }
            }
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return text.toString();
    }

    /** Not while it is painted for the screen. */
    private static void draw(JFreeChart chart, Graphics2D graphics, int width, int height) {
        synchronized (chart) {
            chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        }
    }

    private static Color ground(Theme theme) {
        return theme == Theme.DARK ? new Color(0x0D1117) : Color.WHITE;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Path file, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UserError(Messages.text("chart.save.failed", file, String.valueOf(e.getMessage())),
                    Messages.text("chart.save.failed.remedy"), e);
        }
    }
}
