package org.headlinebench.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.failure.Nearest;

class VisibleTextTest {
    @Test
    void spacesControlsAndZeroWidthCharactersAreBlank() {
        assertThat(VisibleText.isBlank(" \t\u00A0\u2003\u200B\uFEFF\u0007")).isTrue();
        assertThat(VisibleText.isBlank(" . ")).isFalse();
    }

    @Test
    void quotedTextCannotControlATerminalNorFillIt() {
        assertThat(VisibleText.quote("a\u001B[31mb\n")).isEqualTo("\"a?[31mb?\"");
        assertThat(VisibleText.quote("x".repeat(500))).hasSizeLessThan(70).endsWith("…\"");
    }

    @Test
    void onlyALikelySlipIsSuggested() {
        assertThat(Nearest.to("referense", List.of("bare", "reference"))).contains("reference");
        assertThat(Nearest.to("zzz", List.of("bare", "reference"))).isEmpty();
    }
}
