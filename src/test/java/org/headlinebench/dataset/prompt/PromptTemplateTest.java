package org.headlinebench.dataset.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.NewsRows;

class PromptTemplateTest {
    private static final ChatFormat CHAT = message -> "<user>" + message + "<assistant>";
    private static final NewsRow ROW = NewsRows.row(1, "Owls are back.");

    @Test
    void presetsAreTheReferencesPrompts() {
        assertThat(PromptTemplate.REFERENCE.render(ROW, CHAT))
                .isEqualTo("Short description: Owls are back.\nHeadline:");
        assertThat(PromptTemplate.BARE.render(ROW, CHAT)).isEqualTo("Owls are back.");
        assertThat(PromptTemplate.INSTRUCTION.render(ROW, CHAT))
                .isEqualTo("Generate a concise headline for the following news summary:\nOwls are back.");
        assertThat(PromptTemplate.CHAT.render(ROW, CHAT)).isEqualTo(
                "<user>Generate a concise headline for the following news summary:\nOwls are back.<assistant>");
        assertThat(PromptTemplate.presets().keySet()).containsExactly("reference", "bare", "instruction", "chat",
                "question", "conversation");
    }

    @Test
    void ownTextMayUseTheCategoryAndAnyPlaceholderTwice() {
        PromptTemplate template = PromptTemplate.parse("[{category}] {text} / {text}\\n{\"a\": {}} \\\\n");

        assertThat(template.render(ROW, CHAT))
                .isEqualTo("[SCIENCE] Owls are back. / Owls are back.\n{\"a\": {}} \\n");
    }

    @Test
    void insertedTextIsNeverReadAsATemplate() {
        String hostile = "{category} {text} $1 \\1 \\n {unknown}";

        assertThat(PromptTemplate.BARE.render(NewsRows.row(1, hostile), CHAT)).isEqualTo(hostile);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Summarize this|or write your own", "refrence|\"reference\"",
        "{texts}|Did you mean {text}?", "{text} {catgory}|Did you mean {category}?", "{text} {x}|There are {text}",
        "{category}|Put {text}", "{{text}}|Write {text}", "''|or write your own", "chat:Hello|Put {text}"})
    void aTemplateThatCannotWorkIsRefusedWithWhatWasProbablyMeant(String spec, String remedy) {
        DatasetError error = catchThrowableOfType(DatasetError.class, () -> PromptTemplate.parse(spec));

        assertThat(error).isNotNull();
        assertThat(error.remedy()).contains(remedy);
    }

    @Test
    void anEndlessTemplateIsRefused() {
        assertThatThrownBy(() -> PromptTemplate.parse("{text}" + "x".repeat(20_000))).isInstanceOf(DatasetError.class);
    }

    @Property
    void everyTemplateReadsBackFromItsSpec(@ForAll PromptTemplate.Form form, @ForAll String text) {
        String literal = text.replace('{', '(');
        for (String own : new String[]{literal + "{text}", "{text}" + literal, "chat:{text}\n\\n" + literal}) {
            PromptTemplate template = new PromptTemplate(form, own);

            assertThat(PromptTemplate.parse(template.spec())).isEqualTo(template);
        }
        assertThat(PromptTemplate.parse("chat").spec()).isEqualTo("chat");
    }
}
