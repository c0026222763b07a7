package org.headlinebench.report.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

import org.headlinebench.report.document.Canvas;

/** One page as it is painted; y counts downwards from its upper edge. */
final class PdfPage implements AutoCloseable {
    private static final double CIRCLE = 0.5523;

    private final PDPage page;
    private final int number;
    private final Typefaces faces;
    private final PDPageContentStream content;
    private final double height;
    private final List<PDStructureElement> marked = new ArrayList<>();

    PdfPage(PDDocument document, PDRectangle size, int number, Typefaces faces) throws IOException {
        page = new PDPage(size);
        document.addPage(page);
        this.number = number;
        this.faces = faces;
        height = size.getHeight();
        content = new PDPageContentStream(document, page);
    }

    /** Paints something. */
    interface Painting {
        void paint() throws IOException;
    }

    PDPage page() {
        return page;
    }

    /** From 1. */
    int number() {
        return number;
    }

    /** The structure elements by the numbers of their marked content on this page. */
    List<PDStructureElement> marked() {
        return marked;
    }

    /** What is painted belongs to that element. */
    void tagged(PDStructureElement element, Painting painting) throws IOException {
        var reference = new PDMarkedContentReference();
        reference.setMCID(marked.size());
        reference.setPage(page);
        element.setPage(page);
        element.appendKid(reference);
        content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), marked.size());
        marked.add(element);
        painting.paint();
        content.endMarkedContent();
    }

    /** What is painted is decoration. */
    void artifact(Painting painting) throws IOException {
        content.beginMarkedContent(COSName.ARTIFACT);
        painting.paint();
        content.endMarkedContent();
    }

    /** A drawable text with its base line at y. */
    void text(Face face, double size, int colour, double x, double y, String text) throws IOException {
        if (text.isEmpty()) {
            return;
        }
        content.beginText();
        content.setFont(faces.font(face), (float) size);
        fill(colour);
        content.newLineAtOffset((float) x, (float) (height - y));
        content.showText(text);
        content.endText();
    }

    void line(double x1, double y1, double x2, double y2, int colour, double width) throws IOException {
        polyline(List.of(new Canvas.Point(x1, y1), new Canvas.Point(x2, y2)), colour, width);
    }

    void polyline(List<Canvas.Point> points, int colour, double width) throws IOException {
        content.setStrokingColor(red(colour), green(colour), blue(colour));
        content.setLineWidth((float) width);
        content.moveTo((float) points.getFirst().x(), (float) (height - points.getFirst().y()));
        for (Canvas.Point point : points.subList(1, points.size())) {
            content.lineTo((float) point.x(), (float) (height - point.y()));
        }
        content.stroke();
    }

    void rectangle(double x, double y, double width, double tall, int colour) throws IOException {
        fill(colour);
        content.addRect((float) x, (float) (height - y - tall), (float) width, (float) tall);
        content.fill();
    }

    void dot(double x, double y, double radius, int colour) throws IOException {
        fill(colour);
        float cx = (float) x;
        float cy = (float) (height - y);
        float r = (float) radius;
        float k = (float) (radius * CIRCLE);
        content.moveTo(cx + r, cy);
        content.curveTo(cx + r, cy + k, cx + k, cy + r, cx, cy + r);
        content.curveTo(cx - k, cy + r, cx - r, cy + k, cx - r, cy);
        content.curveTo(cx - r, cy - k, cx - k, cy - r, cx, cy - r);
        content.curveTo(cx + k, cy - r, cx + r, cy - k, cx + r, cy);
        content.fill();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private void fill(int colour) throws IOException {
        content.setNonStrokingColor(red(colour), green(colour), blue(colour));
    }

    private static float red(int colour) {
        return (colour >> 16 & 255) / 255f;
    }

    private static float green(int colour) {
        return (colour >> 8 & 255) / 255f;
    }

    private static float blue(int colour) {
        return (colour & 255) / 255f;
    }
}
