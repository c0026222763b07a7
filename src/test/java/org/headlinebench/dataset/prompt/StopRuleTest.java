package org.headlinebench.dataset.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.dataset.DatasetError;

class StopRuleTest {
    @Test
    void noneNeverStopsAtText() {
        assertThat(StopRule.NONE.findStop("A\nShort description: b")).isEmpty();
        assertThat(StopRule.NONE.endOfSequence()).isTrue();
    }

    @Test
    void newlineStopsBehindTheFirstVisibleText() {
        assertThat(StopRule.NEWLINE.findStop(" Owls")).isEmpty();
        assertThat(StopRule.NEWLINE.findStop(" Owls\n")).hasValue(5);
        assertThat(StopRule.NEWLINE.findStop("\n\n Owls\nMore\n")).hasValue(7);
        assertThat(StopRule.NEWLINE.findStop("\n\n")).isEmpty();
    }

    @Test
    void markerStopsAtTheNextArticle() {
        assertThat(StopRule.MARKER.findStop("Owls\nBy me\nShort description")).isEmpty();
        assertThat(StopRule.MARKER.findStop("Owls\nBy me\nShort description:")).hasValue(11);
    }

    @Test
    void ofSeveralOwnStopsTheEarliestCounts() {
        StopRule rule = StopRule.at(List.of("##", "b", "ab"));

        assertThat(rule.findStop("xxab##")).hasValue(2);
        assertThat(rule.findStop("\n#")).isEmpty();
    }

    @Test
    void impossibleStopsAreRefused() {
        assertThatThrownBy(() -> StopRule.at(List.of("a", ""))).isInstanceOf(DatasetError.class);
        assertThatThrownBy(() -> StopRule.at(Collections.nCopies(17, "x"))).isInstanceOf(DatasetError.class);
        assertThat(catchThrowableOfType(DatasetError.class, () -> StopRule.parse("newlin")).remedy())
                .startsWith("Did you mean \"newline\"?");
    }

    @Test
    void theIdentitySaysWhatTheRuleDoes() {
        assertThat(StopRule.NEWLINE.id()).isEqualTo("stop[\"\\n\"] after text or eos/1");
        assertThat(StopRule.NONE.id()).isEqualTo("stop[] or eos/1");
        assertThat(StopRule.at(List.of("a\",\"b")).id()).isNotEqualTo(StopRule.at(List.of("a", "b")).id());
        assertThat(StopRule.at(List.of("\n")).id()).isNotEqualTo(StopRule.at(List.of("\\n")).id());
    }
}
