package org.headlinebench.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.NewsRow;

class ConversationLinesTest {
    private static final String TALK = """
            {"id": 7, "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "One?"}, \
            {"role": "assistant", "content": "Yes."}, {"name": "x", "role": "user", "content": "Two?"}, \
            {"role": "assistant", "content": "No."}, {"role": "user", "content": "Open?"}]}""";

    @Test
    void everyAnsweredMessageOfAUserIsARowWithTheTalkBeforeIt() {
        Dataset dataset = read(TALK + "\n\n" + TALK);
        // The last message of each has no answer to compare with.
        assertThat(dataset.rows()).extracting(NewsRow::rowNumber).containsExactly(1, 2, 4, 5);
        assertThat(dataset.report().summary()).startsWith("6 rows, 4 usable");
        NewsRow second = dataset.rows().get(1);
        assertThat(second.shortDescription()).isEqualTo("Be brief.\nUser: One?\nAssistant: Yes.\nUser: Two?");
        assertThat(second.headline()).isEqualTo("No.");
        assertThat(second.category()).isEqualTo("turn 2");
        assertThat(dataset.rows()).extracting(NewsRow::link)
                .containsExactly("conversation 1", "conversation 1", "conversation 2", "conversation 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{\"messages\": [{\"role\": \"user\", \"content\": \"A\"}|not valid JSON",
        "{\"messages\": []}|no messages", "{\"talk\": 1}|no messages", "[1]|not a JSON object",
        "{\"messages\": \"hello\"}|the field \"messages\" is expected once, as a list",
        "{\"messages\": [\"hello\"]}|message 1 is not a JSON object",
        "{\"messages\": [{\"role\": \"user\"}]}|message 1 needs a \"role\" and a \"content\" that are text",
        "{\"messages\": [{\"role\": \"user\", \"content\": [1]}]}|message 1 needs a \"role\" and a \"content\"",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"  \"}]}|message 1 needs a \"role\" and a \"content\"",
        "{\"messages\": [{\"role\": \"assistant\", \"content\": \"A\"}]}|message 1 is of the role",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"A\"}, {\"role\": \"user\", \"content\": \"B\"}]}|message 2 is of",
        "{\"messages\": [{\"role\": \"system\", \"content\": \"A\"}]}|no message of a user",
        "{\"messages\": [{\"role\": \"user\", \"content\": \"A\"}]} x|not valid JSON"})
    void aConversationThatCannotBeReadIsCountedWithItsLineAndTheReason(String line, String reason) {
        Dataset dataset = read(TALK + "\n" + line);
        assertThat(dataset.report().malformedRows()).isEqualTo(1);
        assertThat(dataset.report().firstMalformed().getFirst().line()).isEqualTo(2);
        assertThat(dataset.report().firstMalformed().getFirst().reason()).contains(reason);
        assertThat(dataset.rows()).hasSize(2);
    }

    @Test
    void aFieldOfThatNameThatIsNoListMakesNoConversation() {
        Dataset dataset = read("{\"messages\": 3, \"headline\": \"A\", \"short_description\": \"B\"}");
        assertThat(dataset.rows().getFirst().headline()).isEqualTo("A");
    }

    /** What reuse is measured on: a turn's text goes on where the text of the turn before ended. */
    @Test
    void turnsOfTheConversationsThatComeWithTheProgramShareTheirHistory() {
        List<NewsRow> rows = SampleConversations.load().rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(20);
        for (int i = 1; i < rows.size(); i++) {
            NewsRow before = rows.get(i - 1);
            NewsRow row = rows.get(i);
            assertThat(row.shortDescription()
                    .startsWith(before.shortDescription() + "\nAssistant: "
                            + before.headline() + "\nUser: "))
                    .isEqualTo(row.link().equals(before.link()));
        }
    }

    private static Dataset read(String text) {
        return new DatasetReader(ReadOptions.DEFAULT).read("talks", text.getBytes(UTF_8));
    }
}
