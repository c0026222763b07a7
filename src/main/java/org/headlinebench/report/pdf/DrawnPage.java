package org.headlinebench.report.pdf;

import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawerDefaultFonts;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** What draws by Java2D, as vectors on a page of its size; its text can be searched. */
public final class DrawnPage {
    private DrawnPage() {}

    /**
     * A PDF of one page.
     *
     * @param width   in points
     * @param height  in points
     * @param title   of the file
     * @param drawing draws into {@code 0..width} and {@code 0..height}, y downwards
     */
    public static byte[] of(int width, int height, String title, Consumer<Graphics2D> drawing) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            document.getDocumentInformation().setTitle(title);
            var page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            var graphics = new PdfBoxGraphics2D(document, width, height);
            graphics.setFontTextDrawer(new PdfBoxGraphics2DFontTextDrawerDefaultFonts());
            drawing.accept(graphics);
            graphics.dispose();
            try (var content = new PDPageContentStream(document, page)) {
                content.drawForm(graphics.getXFormObject());
            }
            document.save(out);
        }
        return out.toByteArray();
    }
}
