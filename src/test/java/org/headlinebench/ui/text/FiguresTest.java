package org.headlinebench.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void onlyAllIsAHundredPercent() {
        assertThat(Figures.percent(0.999)).isEqualTo("99 %");
        assertThat(Figures.percent(1)).isEqualTo("100 %");
        assertThat(Figures.percent(0.86)).isEqualTo("86 %");
        assertThat(Figures.percent(0)).isEqualTo("0 %");
    }

    @Test
    void millisecondsHaveThreeDigits() {
        assertThat(Figures.millis(1.234)).isEqualTo("1.23");
        assertThat(Figures.millis(43.21)).isEqualTo("43.2");
        assertThat(Figures.millis(1234.5)).isEqualTo("1,235");
    }

    @Test
    void sizesAreCountedAsOnTheCommandLine() {
        assertThat(Figures.size(98_362_432)).isEqualTo("94 MiB");
        assertThat(Figures.size(2_471_645_608L)).isEqualTo("2.3 GiB");
    }

    @Test
    void durationsAreReadByPeople() {
        assertThat(Figures.duration(7.2)).isEqualTo("8 s");
        assertThat(Figures.duration(125)).isEqualTo("2 min 5 s");
        assertThat(Figures.duration(4320)).isEqualTo("1 h 12 min");
    }
}
