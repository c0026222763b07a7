package org.headlinebench.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void quotesAndBackslashesAreThoseOfAShell() {
        assertThat(CommandWords.parse("ssh -o 'ProxyCommand=nc %h 22' gpu\\ box \"a'b\\\"c\" ''"))
                .containsExactly("ssh", "-o", "ProxyCommand=nc %h 22", "gpu box", "a'b\"c", "");
    }

    @Test
    void aCommandWithoutAWordOrWithAnOpenQuoteIsNone() {
        for (String none : List.of("", "   ", "''", "ssh 'gpu")) {
            assertThatThrownBy(() -> CommandWords.parse(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 200)
    void whatIsWrittenReadsBack(@ForAll @Size(min = 1, max = 5) List<@NotEmpty String> words) {
        if (!words.getFirst().isBlank()) {
            assertThat(CommandWords.parse(CommandWords.text(words))).isEqualTo(words);
        }
    }
}
