package org.headlinebench.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.headlinebench.failure.UserError;
import org.headlinebench.schema.Position;
import org.headlinebench.tokenizer.Tokenizer;

/**
 * The text of every token that is one or more whole characters, in order, so that tokens with a common beginning are
 * judged together.
 */
final class VocabularyText {
    private static final String ANCHOR = "a";
    private static final char INCOMPLETE = '\uFFFD';
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private final int[] ids;
    private final int[][] texts;
    /** How many characters a text has in common with the one before. */
    private final int[] common;

    /**
     * @throws UserError if the vocabulary lacks a printable character of ASCII: some documents could not be completed then
     */
    VocabularyText(Tokenizer tokenizer) {
        record Token(int id, int[] text) {}
        int[] anchor = tokenizer.encode(ANCHOR, false);
        String before = tokenizer.decode(anchor, true);
        var tokens = new ArrayList<Token>();
        var single = new BitSet();
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            int[] both = Arrays.copyOf(anchor, anchor.length + 1);
            both[anchor.length] = id;
            String text = tokenizer.decode(both, true);
            if (!text.startsWith(before) || text.length() == before.length() || text.indexOf(INCOMPLETE) >= 0
                    || tokenizer.eosTokenIds().contains(id)) {
                continue;
            }
            int[] own = text.substring(before.length()).codePoints().toArray();
            tokens.add(new Token(id, own));
            if (own.length == 1) {
                single.set(own[0]);
            }
        }
        if (single.nextClearBit(FIRST_PRINTABLE) <= LAST_PRINTABLE) {
            throw new UserError("The model's vocabulary lacks the character '"
                    + Character.toString(single.nextClearBit(FIRST_PRINTABLE)) + "', so it cannot be held to a schema.",
                    "Leave response_format out, or choose another model.");
        }
        tokens.sort(Comparator.comparing(Token::text, Arrays::compare));
        ids = tokens.stream().mapToInt(Token::id).toArray();
        texts = tokens.stream().map(Token::text).toArray(int[][]::new);
        common = new int[ids.length];
        for (int i = 1; i < ids.length; i++) {
            int mismatch = Arrays.mismatch(texts[i - 1], texts[i]);
            common[i] = mismatch < 0 ? texts[i].length : mismatch;
        }
    }

    /**
     * Tokens that may come at a position.
     *
     * @param ids   token ids
     * @param least for each the fewest characters that complete the document after it
     */
    record Fitting(int[] ids, int[] least) {
        /** Those after which so many tokens of one character are enough. */
        int[] within(int room) {
            int[] fitting = new int[ids.length];
            int count = 0;
            for (int i = 0; i < ids.length; i++) {
                if (least[i] <= room) {
                    fitting[count++] = ids[i];
                }
            }
            return Arrays.copyOf(fitting, count);
        }
    }

    Fitting at(Position start) {
        List<Position> path = new ArrayList<>(List.of(start));
        int[] fitting = new int[ids.length];
        int[] least = new int[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            // The path holds the positions after the characters of the text before that fitted.
            if (common[i] >= path.size()) {
                continue;
            }
            path.subList(common[i] + 1, path.size()).clear();
            int[] text = texts[i];
            Optional<Position> next = Optional.of(path.getLast());
            for (int k = common[i]; k < text.length && next.isPresent(); k++) {
                next = path.getLast().after(text[k]);
                next.ifPresent(path::add);
            }
            if (next.isPresent()) {
                fitting[count] = ids[i];
                least[count++] = next.get().leastCharacters();
            }
        }
        return new Fitting(Arrays.copyOf(fitting, count), Arrays.copyOf(least, count));
    }

    /** The position after a token that fits. */
    Position after(Position position, int id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                Position at = position;
                for (int character : texts[i]) {
                    at = at.after(character).orElseThrow();
                }
                return at;
            }
        }
        throw new IllegalArgumentException("token " + id + " has no text");
    }
}
