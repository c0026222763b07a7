package org.headlinebench.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import org.headlinebench.metrics.quality.SharedWords.Piece;

class SharedWordsTest {
    @Test
    void theWordsThatRougeCountsAreMarkedWhereTheyStand() {
        assertThat(SharedWords.of("The Town's New Library", "A new, NEW library; the end"))
                .containsExactly(new Piece("A ", false), new Piece("new", true), new Piece(", NEW ", false),
                        new Piece("library", true), new Piece("; ", false), new Piece("the", true),
                        new Piece(" end", false));
        assertThat(SharedWords.of("x", "")).isEmpty();
    }

    @Property
    void thePiecesAreTheHeadlineAndTheMarkedOnesAreRougesCount(@ForAll List<Word> actual,
            @ForAll List<Word> generated) {
        String wanted = text(actual);
        String written = text(generated);
        List<Piece> pieces = SharedWords.of(wanted, written);
        assertThat(pieces.stream().map(Piece::text).collect(Collectors.joining())).isEqualTo(written);
        double precision = Rouge.plain().score(wanted, written).rouge1().precision();
        assertThat(pieces.stream().filter(Piece::shared).count())
                .isEqualTo(Math.round(precision * generated.size()));
    }

    enum Word {
        MAYOR, city, Wins, a
    }

    private static String text(List<Word> words) {
        return words.stream().map(Word::name).collect(Collectors.joining(" "));
    }
}
