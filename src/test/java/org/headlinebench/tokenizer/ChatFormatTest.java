package org.headlinebench.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChatFormatTest {
    static Stream<JsonNode> cases() {
        return TokenizerFixtures.json("chat-formats.json").path("cases").valueStream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void promptsAreThoseThatTransformersRenders(JsonNode expected) {
        var format = ChatFormat.recognise(expected.path("template").stringValue(), text(expected.path("bos")));
        assertThat(format.render(text(expected.path("system")), expected.path("user").stringValue()))
                .isEqualTo(expected.path("rendered").stringValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{{ messages }}", "<|im_start|>{{ content }}<|im_end|><think>",
        "{{ '<start_of_turn>' + role }}", "{{ '[INST] ' + '<<SYS>>' + ' [/INST]' }}"})
    void otherTemplatesAreRefused(String template) {
        assertThatThrownBy(() -> ChatFormat.recognise(template, Optional.empty()))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining("none of the known ones");
    }

    @Test
    void aSystemMessageIsRefusedWhereTheTemplateKnowsNone() {
        var format = ChatFormat.recognise("{{ '[INST] ' + message['content'] + ' [/INST]' }}", Optional.empty());
        assertThatThrownBy(() -> format.render(Optional.of("You write headlines."), "A ferry resumes."))
                .isInstanceOf(UnusableTokenizer.class)
                .hasMessageContaining("no system message");
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
