package org.headlinebench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** What a PDF holds, read back. */
record PdfInspection(String text, List<String> bookmarks, Set<String> fonts, boolean allEmbedded, int pages, int images,
        int strokesAndFills, List<String> outside, List<String> missingGlyphs, int tagged, List<String> alternatives) {

    private static final double SLACK = 0.5;

    static PdfInspection of(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var outside = new ArrayList<String>();
            var missing = new ArrayList<String>();
            var stripper = new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    double width = getCurrentPage().getMediaBox().getWidth();
                    double height = getCurrentPage().getMediaBox().getHeight();
                    if (text.getX() < -SLACK || text.getX() + text.getWidth() > width + SLACK || text.getY() < 0
                            || text.getY() > height) {
                        outside.add(text.getUnicode() + " at " + text.getX() + ", " + text.getY());
                    }
                    for (int code : text.getCharacterCodes()) {
                        if (text.getFont() instanceof PDType0Font font && code == 0) {
                            missing.add(text.getUnicode() + " in " + font.getName());
                        }
                    }
                    super.processTextPosition(text);
                }
            };
            String text = stripper.getText(document);
            var fonts = new TreeSet<String>();
            boolean embedded = true;
            int images = 0;
            int painted = 0;
            int tagged = 0;
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    fonts.add(font.getName().replaceFirst("^[A-Z]{6}\\+", ""));
                    embedded &= font.isEmbedded();
                }
                for (COSName name : page.getResources().getXObjectNames()) {
                    images += page.getResources().isImageXObject(name) ? 1 : 0;
                }
                for (Object token : new PDFStreamParser(page).parse()) {
                    if (token instanceof Operator operator) {
                        painted += Set.of("S", "f").contains(operator.getName()) ? 1 : 0;
                        tagged += operator.getName().equals("BDC") ? 1 : 0;
                    }
                }
            }
            var alternatives = new ArrayList<String>();
            PDStructureTreeRoot tree = document.getDocumentCatalog().getStructureTreeRoot();
            if (tree != null) { // a chart alone is not tagged
                collectAlternatives(tree.getKids(), alternatives);
            }
            return new PdfInspection(text, bookmarks(document), fonts, embedded, document.getNumberOfPages(), images,
                    painted, outside, missing, tagged, alternatives);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> bookmarks(PDDocument document) {
        List<String> titles = new ArrayList<>();
        PDDocumentOutline outline = document.getDocumentCatalog().getDocumentOutline();
        PDOutlineItem item = outline == null ? null : outline.getFirstChild();
        while (item != null) {
            titles.add(item.getTitle());
            item = item.getNextSibling();
        }
        return titles;
    }

    private static void collectAlternatives(List<Object> kids, List<String> found) {
        for (Object kid : kids) {
            if (kid instanceof PDStructureElement e) {
                if (e.getStructureType().equals("Figure")) {
                    found.add(e.getAlternateDescription());
                }
                collectAlternatives(e.getKids(), found);
            }
        }
    }
}
