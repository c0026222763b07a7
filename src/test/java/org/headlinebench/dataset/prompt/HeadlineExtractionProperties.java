package org.headlinebench.dataset.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HeadlineExtractionProperties {
    @Property
    void theLastCharacterIsNeverLost(@ForAll HeadlineExtraction rule, @ForAll("plainText") String words,
            @ForAll("letters") String last) {
        String text = words + last;

        assertThat(rule.extract(text)).endsWith(last);
        assertThat(rule.extract(text + "\n" + HeadlineExtraction.MARKER + " more")).isEqualTo(rule.extract(text));
    }

    @Property
    void theMarkerIsNeverPartOfAHeadline(@ForAll HeadlineExtraction rule, @ForAll("continuations") String text) {
        assertThat(rule.extract(text)).doesNotContain(HeadlineExtraction.MARKER);
    }

    @Property
    void extractingTwiceChangesNothing(@ForAll HeadlineExtraction rule, @ForAll("continuations") String text) {
        String headline = rule.extract(text);

        assertThat(rule.extract(headline)).isEqualTo(headline);
    }

    @Property
    void aHeadlineIsOneLineWithoutControlCharactersOrOuterSpace(@ForAll HeadlineExtraction rule,
            @ForAll("continuations") String text) {
        String headline = rule.extract(text);

        assertThat(headline.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(headline.lines().count()).isLessThanOrEqualTo(1);
        assertThat(headline).isEqualTo(headline.strip());
    }

    @Property
    void theHeadlineDependsOnTheContinuationAlone(@ForAll HeadlineExtraction rule, @ForAll("continuations") String text,
            @ForAll("continuations") String before) {
        String alone = rule.extract(text);
        rule.extract(before);

        assertThat(rule.extract(new String(text.toCharArray()))).isEqualTo(alone);
    }

    /** So a stop rule saves time and never changes what is scored. */
    @Property
    void stoppingEarlyByAPresetDoesNotChangeTheFirstLine(@ForAll("presets") StopRule stop,
            @ForAll("continuations") String text) {
        OptionalInt end = stop.findStop(text);
        String stopped = end.isPresent() ? text.substring(0, end.getAsInt()) : text;

        assertThat(HeadlineExtraction.FIRST_LINE.extract(stopped))
                .isEqualTo(HeadlineExtraction.FIRST_LINE.extract(text));
    }

    /** A loop that asks after every token and one that asks at the end agree. */
    @Property
    void theStopIsTheSameHoweverTheTextArrives(@ForAll("presets") StopRule stop, @ForAll("continuations") String text) {
        OptionalInt atTheEnd = stop.findStop(text);
        OptionalInt first = OptionalInt.empty();
        for (int length = 0; length <= text.length() && first.isEmpty(); length++) {
            first = stop.findStop(text.substring(0, length));
        }

        assertThat(first).isEqualTo(atTheEnd);
    }

    @Provide
    Arbitrary<StopRule> presets() {
        return Arbitraries.of(StopRule.presets());
    }

    @Provide
    Arbitrary<String> plainText() {
        return Arbitraries.strings().withChars("abc é漢.,!?-").ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.of("a", "Z", "é", "漢", "7", ".", "!");
    }

    /** Pieces that the rules treat specially, in any order. */
    @Provide
    Arbitrary<String> continuations() {
        Arbitrary<String> special = Arbitraries.of(HeadlineExtraction.MARKER, "Short", " ", "description:", "\n",
                "\r\n",
                "\r", "\t", "\u0001", "\u200B", "\u00A0", "\u2028", "\u0085", "\"", "'", "“", "”", "«", "»", "`", "„",
                "\uD800", "👩‍🔬");
        Arbitrary<String> words = Arbitraries.strings().withChars("aB é").ofMaxLength(6);
        return Arbitraries.oneOf(special, special, words)
                .list()
                .ofMaxSize(14)
                .map((List<String> parts) -> String.join("", parts));
    }
}
