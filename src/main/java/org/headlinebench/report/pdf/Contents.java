package org.headlinebench.report.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDBorderStyleDictionary;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

import org.headlinebench.report.document.Block.Heading;

/** Where headings are: for the contents on the first page and the bookmarks. */
final class Contents {
    private record Place(Heading heading, PdfPage page, double y) {}

    private record Entry(Heading heading, PdfPage page, PDRectangle area) {}

    private final List<Place> places = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Heading, Integer> planned = new LinkedHashMap<>();

    /** Known once boxes are broken into pages, before any is painted. */
    void plan(Heading heading, int page) {
        planned.put(heading, page);
    }

    int pageOf(Heading heading) {
        return planned.getOrDefault(heading, 0);
    }

    void found(Heading heading, PdfPage page, double y) {
        places.add(new Place(heading, page, y));
    }

    /** The line of a heading in the contents; lengths as on the page, y downwards. */
    void listed(Heading heading, PdfPage page, double x, double y, double width, double height) {
        float top = page.page().getMediaBox().getHeight();
        entries.add(new Entry(heading, page, new PDRectangle((float) x, (float) (top - y - height), (float) width,
                (float) height)));
    }

    /** Makes the lines of the contents lead to their headings. */
    void link() throws IOException {
        // Painted line by line across columns, but followed in the order of the sections.
        List<Heading> order = places.stream().map(Place::heading).toList();
        for (Entry entry : entries.stream().sorted(Comparator.comparingInt(e -> order.indexOf(e.heading()))).toList()) {
            var link = new PDAnnotationLink();
            link.setRectangle(entry.area());
            link.setContents(entry.heading().text());
            var border = new PDBorderStyleDictionary();
            border.setWidth(0);
            link.setBorderStyle(border);
            Place place = places.stream().filter(each -> each.heading() == entry.heading()).findFirst().orElseThrow();
            link.setDestination(destination(place));
            entry.page().page().getAnnotations().add(link);
        }
    }

    /** Bookmarks, nested by level. */
    PDDocumentOutline outline() {
        var outline = new PDDocumentOutline();
        PDOutlineNode[] open = {outline, null, null, null};
        for (Place place : places) {
            int level = place.heading().level();
            var item = new PDOutlineItem();
            item.setTitle(place.heading().text());
            item.setDestination(destination(place));
            PDOutlineNode parent = outline;
            for (int above = 1; above < level; above++) {
                parent = open[above] == null ? parent : open[above];
            }
            parent.addLast(item);
            open[level] = item;
            for (int below = level + 1; below < open.length; below++) {
                open[below] = null;
            }
        }
        return outline;
    }

    private static PDPageXYZDestination destination(Place place) {
        var destination = new PDPageXYZDestination();
        destination.setPage(place.page().page());
        destination.setLeft(0);
        destination.setTop((int) (place.page().page().getMediaBox().getHeight() - place.y() + 12));
        return destination;
    }
}
