package org.headlinebench.report.pdf;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Tone;
import org.headlinebench.report.document.Document;
import org.headlinebench.report.document.HeadingNumbers;
import org.headlinebench.report.pdf.Pagination.Placed;

/**
 * A document as PDF: tagged, with bookmarks, embedded fonts and charts as vectors. Equal documents give equal bytes; the
 * document's time is the only one in the file.
 */
public final class PdfReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final double CONTENTS_INDENT = 20;
    private static final double CONTENTS_GAP = 28;
    private static final double CONTENTS_LEADING = 15.4;

    private PdfReport() {}

    /** Writes the document; the stream stays open. */
    public static void write(Document document, Paper paper, OutputStream out) throws IOException {
        try (var pdf = new PDDocument()) {
            describe(pdf, document);
            var faces = new Typefaces(pdf);
            var tags = new TagTree(pdf);
            var contents = new Contents();
            List<List<Placed>> laid = layOut(document, paper, faces, tags, contents);
            paint(pdf, document, paper, faces, tags, laid);
            contents.link();
            pdf.getDocumentCatalog().setDocumentOutline(contents.outline());
            pdf.save(out);
        }
    }

    private static List<List<Placed>> layOut(Document document, Paper paper, Typefaces faces, TagTree tags,
            Contents contents) {
        List<Box> boxes = new ArrayList<>(title(document, paper, faces, tags));
        var numbers = HeadingNumbers.of(document.blocks());
        boxes.addAll(listOfContents(document, paper, faces, tags, contents, numbers));
        var setter = new BlockSetter(faces, tags, paper.width(), contents, numbers);
        Map<Box, Heading> headings = new IdentityHashMap<>();
        for (int i = 0; i < document.blocks().size(); i++) {
            Block block = document.blocks().get(i);
            List<Box> set = new ArrayList<>(setter.set(block));
            if (block instanceof Heading heading) {
                headings.put(set.getFirst(), heading);
            } else if (leadsOn(document.blocks(), i)) {
                set.set(set.size() - 1, set.getLast().keeping());
            }
            boxes.addAll(set);
        }
        List<List<Placed>> pages = new Pagination(Paper.TOP, paper.bottom()).of(boxes);
        for (int i = 0; i < pages.size(); i++) {
            for (Placed placed : pages.get(i)) {
                if (headings.containsKey(placed.box())) {
                    contents.plan(headings.get(placed.box()), i + 1);
                }
            }
        }
        return pages;
    }

    /**
     * Whether a block stays with the one behind it: a paragraph with what it leads to, a note with the paragraph behind it,
     * and anything with a note that has none behind it.
     */
    private static boolean leadsOn(List<Block> blocks, int i) {
        if (i + 1 >= blocks.size()) {
            return false;
        }
        return switch (blocks.get(i + 1)) {
            case Block.Figure _,Block.Table _,Block.Code _,Block.Bullets _ ->
                blocks.get(i) instanceof Block.Paragraph;
            case Block.Paragraph next when next.tone() == Tone.NOTE -> !isBody(blocks, i + 2);
            case Block.Paragraph _ -> blocks.get(i) instanceof Block.Paragraph here && here.tone() == Tone.NOTE;
            case Heading _ -> false;
        };
    }

    private static boolean isBody(List<Block> blocks, int i) {
        return i < blocks.size() && blocks.get(i) instanceof Block.Paragraph paragraph
                && paragraph.tone() == Tone.BODY;
    }

    private static void paint(PDDocument pdf, Document document, Paper paper, Typefaces faces, TagTree tags,
            List<List<Placed>> laid) throws IOException {
        List<PdfPage> pages = new ArrayList<>();
        for (List<Placed> boxes : laid) {
            try (var page = new PdfPage(pdf, paper.size(), pages.size() + 1, faces)) {
                pages.add(page);
                for (Placed placed : boxes) {
                    placed.box().paint().at(page, Paper.SIDE, placed.y());
                }
                furniture(page, document, paper, faces, laid.size());
            }
        }
        tags.finish(pages);
    }

    /** Running head and page number. */
    private static void furniture(PdfPage page, Document document, Paper paper, Typefaces faces, int count)
            throws IOException {
        double right = Paper.SIDE + paper.width();
        double foot = paper.size().getHeight() - 34;
        String number = page.number() + " / " + count;
        String left = faces.drawable(Face.REGULAR, document.creator() + ", " + DAY.format(document.at()));
        page.artifact(() -> {
            if (page.number() > 1) {
                page.text(Face.REGULAR, 7.6, Style.GREY, Paper.SIDE, 40,
                        faces.drawable(Face.REGULAR, document.title()));
                page.line(Paper.SIDE, 46, right, 46, Style.HAIR, 0.5);
            }
            page.text(Face.REGULAR, 7.6, Style.GREY, Paper.SIDE, foot, left);
            page.text(Face.REGULAR, 7.6, Style.GREY, right - faces.width(Face.REGULAR, 7.6, number), foot, number);
        });
    }

    private static List<Box> title(Document document, Paper paper, Typefaces faces, TagTree tags) {
        var lines = new Lines(faces);
        List<String> title = lines.of(Face.BOLD, 25, document.title(), paper.width());
        List<String> subtitle = lines.of(Face.REGULAR, 11.5, document.subtitle(), paper.width());
        PDStructureElement element = tags.add("P");
        PDStructureElement second = tags.add("P");
        double height = title.size() * 31 + subtitle.size() * 16 + 30;
        return List.of(new Box(0, height, true, (page, x, y) -> {
            page.artifact(() -> page.rectangle(x, y, 42, 3.4, Style.ACCENT));
            page.tagged(element, () -> {
                for (int i = 0; i < title.size(); i++) {
                    page.text(Face.BOLD, 25, Style.INK, x, y + 36 + i * 31, title.get(i));
                }
            });
            page.tagged(second, () -> {
                for (int i = 0; i < subtitle.size(); i++) {
                    page.text(Face.REGULAR, 11.5, Style.GREY, x, y + 26 + title.size() * 31 + i * 16,
                            subtitle.get(i));
                }
            });
        }));
    }

    private static List<Box> listOfContents(Document document, Paper paper, Typefaces faces, TagTree tags,
            Contents contents, HeadingNumbers numbers) {
        PDStructureElement list = tags.add("TOC");
        List<Heading> sections = document.blocks()
                .stream()
                .filter(block -> block instanceof Heading heading && heading.level() == 1)
                .map(Heading.class::cast)
                .toList();
        List<PDStructureElement> items = sections.stream().map(_ -> tags.add("TOCI", list)).toList();
        double width = (paper.width() - CONTENTS_GAP) / 2;
        int rows = (sections.size() + 1) / 2;
        List<Box> boxes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int first = row;
            boxes.add(new Box(row == 0 ? 16 : 0, CONTENTS_LEADING, false, (page, x, y) -> {
                for (int i = first; i < sections.size(); i += rows) {
                    Heading heading = sections.get(i);
                    double left = x + (i == first ? 0 : width + CONTENTS_GAP);
                    page.tagged(items.get(i), () -> listed(page, faces, contents, numbers, heading, left, y, width));
                }
            }));
        }
        return boxes;
    }

    /** A line of the contents. */
    private static void listed(PdfPage page, Typefaces faces, Contents contents, HeadingNumbers numbers,
            Heading heading, double x, double y, double width) throws IOException {
        contents.listed(heading, page, x, y, width, CONTENTS_LEADING);
        String text = faces.drawable(Face.REGULAR, heading.text());
        String number = String.valueOf(contents.pageOf(heading));
        page.text(Face.REGULAR, Style.BODY, Style.GREY, x, y + 11, numbers.of(heading));
        page.text(Face.REGULAR, Style.BODY, Style.INK, x + CONTENTS_INDENT, y + 11, text);
        page.text(Face.REGULAR, Style.BODY, Style.INK, x + width - faces.width(Face.REGULAR, Style.BODY, number),
                y + 11,
                number);
        page.line(x + CONTENTS_INDENT + faces.width(Face.REGULAR, Style.BODY, text) + 8, y + 9, x + width - 18, y + 9,
                Style.HAIR, 0.5);
    }

    private static void describe(PDDocument pdf, Document document) {
        PDDocumentInformation information = pdf.getDocumentInformation();
        information.setTitle(document.title());
        information.setSubject(document.subtitle());
        information.setCreator(document.creator());
        Calendar at = calendar(document.at());
        information.setCreationDate(at);
        information.setModificationDate(at);
        pdf.setDocumentId(document.at().toEpochMilli());
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        pdf.getDocumentCatalog().setViewerPreferences(preferences);
        pdf.setVersion(1.7f);
    }

    private static Calendar calendar(Instant at) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTimeInMillis(at.toEpochMilli());
        return calendar;
    }
}
