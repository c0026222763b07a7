package org.headlinebench.report.pdf;

import java.util.List;
import java.util.TreeMap;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.common.COSObjectable;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;

/** The document's structure for readers that do not see pages. */
final class TagTree {
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement document;

    TagTree(PDDocument pdf) {
        PDDocumentCatalog catalog = pdf.getDocumentCatalog();
        catalog.setStructureTreeRoot(root);
        var marks = new PDMarkInfo();
        marks.setMarked(true);
        catalog.setMarkInfo(marks);
        catalog.setLanguage("en");
        document = new PDStructureElement("Document", root);
        root.appendKid(document);
    }

    /** A new element at the end of the document. */
    PDStructureElement add(String type) {
        return add(type, document);
    }

    PDStructureElement add(String type, PDStructureNode parent) {
        var element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /** A header cell of a column. */
    PDStructureElement columnHeader(PDStructureNode row) {
        PDStructureElement element = add("TH", row);
        var attributes = new PDTableAttributeObject();
        attributes.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        element.addAttribute(attributes);
        return element;
    }

    /** Ties the marked content of the pages to its elements. */
    void finish(List<PdfPage> pages) {
        var numbers = new TreeMap<Integer, COSObjectable>();
        for (PdfPage page : pages) {
            var elements = new COSArray();
            page.marked().forEach(elements::add);
            page.page().setStructParents(page.number() - 1);
            numbers.put(page.number() - 1, new PDParentTreeValue(elements));
        }
        var tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(numbers);
        root.setParentTree(tree);
        root.setParentTreeNextKey(pages.size());
    }
}
