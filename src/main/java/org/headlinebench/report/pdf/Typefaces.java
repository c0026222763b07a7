package org.headlinebench.report.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of one document, embedded as the glyphs it uses. Substitutions such as ligatures are off: a character is a glyph,
 * so that widths add up and the text is found again by a search.
 */
final class Typefaces {
    /** In place of what a font does not have. */
    private static final String REPLACEMENT = "\uFFFD";

    private final Map<Face, Loaded> faces = new EnumMap<>(Face.class);

    private record Loaded(PDFont font, CmapLookup cmap, Map<Integer, Float> widths) {}

    Typefaces(PDDocument document) throws IOException {
        for (Face face : Face.values()) {
            try (InputStream in = Typefaces.class.getResourceAsStream(face.resource())) {
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
                font.setEnableGsub(false);
                faces.put(face, new Loaded(PDType0Font.load(document, font, true), font.getUnicodeCmapLookup(),
                        new HashMap<>()));
            }
        }
    }

    PDFont font(Face face) {
        return faces.get(face).font();
    }

    /** The width of a drawable text in points. */
    double width(Face face, double size, String text) {
        Loaded loaded = faces.get(face);
        double width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += loaded.widths().computeIfAbsent(text.codePointAt(i), point -> advance(loaded.font(), point));
        }
        return width * size / 1000;
    }

    /**
     * The text with all that the font can show: white space and control characters become spaces, invisible marks vanish,
     * runs of characters without a glyph become one visible replacement.
     */
    String drawable(Face face, String text) {
        var result = new StringBuilder(text.length());
        boolean replaced = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            int type = Character.getType(point);
            if (Character.isWhitespace(point) || Character.isISOControl(point)) {
                result.append(' ');
                replaced = false;
            } else if (has(face, point)) {
                result.appendCodePoint(point);
                replaced = false;
            } else if (type != Character.FORMAT && type != Character.NON_SPACING_MARK && !replaced) {
                result.append(has(face, REPLACEMENT.codePointAt(0)) ? REPLACEMENT : "?");
                replaced = true;
            }
        }
        return result.toString();
    }

    private boolean has(Face face, int point) {
        return Character.getType(point) != Character.FORMAT && faces.get(face).cmap().getGlyphId(point) != 0;
    }

    private static float advance(PDFont font, int point) {
        try {
            return font.getStringWidth(Character.toString(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
