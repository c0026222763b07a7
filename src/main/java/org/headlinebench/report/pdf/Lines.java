package org.headlinebench.report.pdf;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines, ragged right; a word that is wider than the line is broken where it must be. */
final class Lines {
    private final Typefaces faces;

    Lines(Typefaces faces) {
        this.faces = faces;
    }

    /** At least one line, all drawable. */
    List<String> of(Face face, double size, String text, double width) {
        return of(face, size, text, width, 0);
    }

    /** @param indent what the first line lacks at its beginning */
    List<String> of(Face face, double size, String text, double width, double indent) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        double room = width - indent;
        for (String word : faces.drawable(face, text).strip().split(" +")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (faces.width(face, size, longer) <= room) {
                line.setLength(0);
                line.append(longer);
                continue;
            }
            if (!line.isEmpty() || room < width) {
                lines.add(line.toString());
                line.setLength(0);
                room = width;
            }
            String rest = word;
            while (faces.width(face, size, rest) > width) {
                int fits = fitting(face, size, rest, width);
                lines.add(rest.substring(0, fits));
                rest = rest.substring(fits);
            }
            line.append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** How many characters fit, at least one; behind a hyphen, comma or slash where there is one late enough. */
    private int fitting(Face face, double size, String word, double width) {
        int fits = Character.charCount(word.codePointAt(0));
        int seam = 0;
        while (fits < word.length()) {
            int next = fits + Character.charCount(word.codePointAt(fits));
            if (faces.width(face, size, word.substring(0, next)) > width) {
                break;
            }
            if ("-,/=()_.;".indexOf(word.charAt(fits)) >= 0) {
                seam = next;
            }
            fits = next;
        }
        return seam > fits / 2 ? seam : fits;
    }
}
