package org.headlinebench.dataset.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.headlinebench.dataset.prompt.HeadlineExtraction.FIRST_LINE;
import static org.headlinebench.dataset.prompt.HeadlineExtraction.UNTIL_MARKER;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.headlinebench.dataset.DatasetError;

class HeadlineExtractionTest {
    @Test
    void withoutAMarkerNothingIsLost() {
        assertThat(FIRST_LINE.extract(" The Newest Member Of The Family")).isEqualTo("The Newest Member Of The Family");
        assertThat(UNTIL_MARKER.extract("…part of the family")).isEqualTo("…part of the family");
    }

    @Test
    void theHeadlineEndsAtTheMarker() {
        assertThat(FIRST_LINE.extract(" Owls Return\nShort description: Next")).isEqualTo("Owls Return");
        assertThat(FIRST_LINE.extract(" Owls Return Short description: Next")).isEqualTo("Owls Return");
        assertThat(FIRST_LINE.extract("Short description: Next\nHeadline: No")).isEmpty();
        assertThat(UNTIL_MARKER.extract("Owls\nReturn\n\nShort description: Next")).isEqualTo("Owls Return");
    }

    @Test
    void theFirstLineWithTextCounts() {
        assertThat(FIRST_LINE.extract("\n \u200B\r\n Owls Return \r\n By A. Writer")).isEqualTo("Owls Return");
        assertThat(FIRST_LINE.extract("Owls Return\u2028Second")).isEqualTo("Owls Return");
        assertThat(FIRST_LINE.extract("")).isEmpty();
        assertThat(FIRST_LINE.extract("\n\n")).isEmpty();
    }

    @Test
    void quotesAroundTheHeadlineGoAndThoseInItStay() {
        Map.of("\"Owls Return\"", "Owls Return", " “Owls Return” ", "Owls Return", "\"'Owls Return'\"", "Owls Return",
                "\"Yes\" Or \"No\"", "\"Yes\" Or \"No\"", "Owls Say \"Hoo\"", "Owls Say \"Hoo\"", "\"Hoo,\" Say Owls",
                "\"Hoo,\" Say Owls", "\"Owls Return To The", "Owls Return To The", "'Tis The Season", "'Tis The Season",
                "\"\"", "", "A Board Of 5\"", "A Board Of 5\"")
                .forEach((continuation, headline) -> assertThat(FIRST_LINE.extract(continuation)).isEqualTo(headline));
    }

    @Test
    void controlCharactersGoAndOtherScriptsStay() {
        assertThat(FIRST_LINE.extract("Ow\u0000ls\u001B\tRe\u007Fturn\u00A0 Now")).isEqualTo("Owls Return Now");
        assertThat(FIRST_LINE.extract("漢字 👩‍🔬 é")).isEqualTo("漢字 👩‍🔬 é");
    }

    @Test
    void aMarkerHiddenByControlCharactersOrSpacesIsStillOne() {
        assertThat(FIRST_LINE.extract("Owls Short\u0001 \tdescription: x")).isEqualTo("Owls");
        assertThat(UNTIL_MARKER.extract("Owls Short\ndescription: x")).isEqualTo("Owls");
    }

    @Test
    void rulesAreFoundByIdAndNameAndAMisspeltOneIsAnsweredWithTheNearest() {
        assertThat(HeadlineExtraction.parse("first-line/1")).isEqualTo(FIRST_LINE);
        assertThat(HeadlineExtraction.parse("until-marker")).isEqualTo(UNTIL_MARKER);
        assertThat(catchThrowableOfType(DatasetError.class, () -> HeadlineExtraction.parse("first_line")).remedy())
                .startsWith("Did you mean \"first-line\"?");
        assertThat(catchThrowableOfType(DatasetError.class, () -> HeadlineExtraction.parse("first-line/9")))
                .isNotNull();
    }
}
