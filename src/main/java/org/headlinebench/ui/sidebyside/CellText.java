package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.quality.SharedWords;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/**
 * What a cell of the table shows. It remembers where it had to be cut, so that scrolling past it again measures nothing.
 * FX thread only.
 */
final class CellText {
    /** Nothing. */
    static final CellText NONE = plain("");

    private static final String ELLIPSIS = "…";

    private final List<String> pieces;
    private final String below;
    private List<String> cut = List.of();
    private double cutWidth = -1;
    private double cutHeight = -1;

    private CellText(List<String> pieces, String below) {
        this.pieces = pieces;
        this.below = below;
    }

    /** Words of one look. */
    static CellText plain(String words) {
        return new CellText(List.of(words), "");
    }

    /** A generated headline with the words marked that the actual one has, too; its figures stand below. */
    static CellText marked(Sample sample) {
        var pieces = new ArrayList<String>();
        for (SharedWords.Piece piece : SharedWords.of(sample.actualHeadline(), sample.headline())) {
            boolean marked = pieces.size() % 2 == 1;
            if (piece.shared() != marked) {
                pieces.add("");
            }
            pieces.add(piece.text());
        }
        if (pieces.isEmpty()) {
            pieces.add(Messages.text("sideBySide.empty"));
        }
        return new CellText(List.copyOf(pieces), Messages.text("sideBySide.figures",
                Figures.score(sample.rouge().rouge1().f1()), Figures.millis(sample.times().endToEndMillis()),
                sample.times().outputTokens()));
    }

    /** Everything it says, for those who do not see it. */
    String whole() {
        String words = String.join("", pieces);
        return below.isEmpty() ? words : words + ", " + below;
    }

    /** The pieces in order; every second one is marked, the first is not. */
    List<String> pieces() {
        return pieces;
    }

    /** A line of its own below the pieces; empty for none. */
    String below() {
        return below;
    }

    /** Whether it is known what fits into a space. */
    boolean isMeasured(double width, double height) {
        return width == cutWidth && height == cutHeight;
    }

    /** The pieces that fit into the space that was measured last. */
    List<String> fitting() {
        return cut;
    }

    /**
     * Keeps what fits into a space.
     *
     * @param letters how many letters fit, before the ellipsis takes its place; negative where all do
     */
    void measured(double width, double height, int letters) {
        cutWidth = width;
        cutHeight = height;
        cut = letters < 0 ? pieces : cut(letters);
    }

    /** Ends with a whole word where one of the last letters does. */
    private List<String> cut(int letters) {
        String words = String.join("", pieces);
        int end = Math.max(0, Math.min(letters, words.length()) - 2);
        int space = words.lastIndexOf(' ', end);
        end = space > end - 12 && space > 0 ? space : end;
        var kept = new ArrayList<String>();
        int done = 0;
        for (String piece : pieces) {
            if (done + piece.length() >= end) {
                kept.add(piece.substring(0, end - done) + ELLIPSIS);
                break;
            }
            kept.add(piece);
            done += piece.length();
        }
        return List.copyOf(kept);
    }
}
