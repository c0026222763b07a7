package org.headlinebench.report.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import javax.imageio.ImageIO;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

import org.headlinebench.report.document.Chart;

/** One chart alone on a page of its size. */
public final class PdfChart {
    private static final double MARGIN = 6;

    private PdfChart() {}

    /**
     * The chart as vectors, with embedded fonts. Equal charts give equal bytes.
     *
     * @param width in points, without its margin
     * @param title of the file
     */
    public static byte[] of(Chart chart, double width, String title) throws IOException {
        var size = new PDRectangle((float) (width + 2 * MARGIN), (float) (chart.height(width) + 2 * MARGIN));
        var out = new ByteArrayOutputStream();
        try (var pdf = new PDDocument()) {
            pdf.getDocumentInformation().setTitle(title);
            pdf.setDocumentId(Instant.EPOCH.toEpochMilli());
            var faces = new Typefaces(pdf);
            try (var page = new PdfPage(pdf, size, 1, faces)) {
                chart.draw(new PageCanvas(page, faces, MARGIN, MARGIN), width);
            }
            pdf.save(out);
        }
        return out.toByteArray();
    }

    /**
     * A page of {@link #of} as a PNG picture.
     *
     * @param scale pixels per point
     */
    public static byte[] png(byte[] pdf, double scale) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage image = new PDFRenderer(document).renderImage(0, (float) scale, ImageType.RGB);
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        }
    }
}
