package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PreferenceTest {
    /** From scipy.stats.binomtest(k, n).proportion_ci(method="wilson"). */
    @Test
    void theIntervalIsWilsons() {
        var eight = new Preference(2, 8, 5).second95().orElseThrow();
        assertThat(eight.share()).isEqualTo(0.8);
        assertThat(eight.low()).isCloseTo(0.4901624715, within(1e-9));
        assertThat(eight.high()).isCloseTo(0.9433178485, within(1e-9));
        assertThat(eight.isDecided()).isFalse();
        var none = new Preference(20, 0, 0).second95().orElseThrow();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611251581, within(1e-9));
        assertThat(none.isDecided()).isTrue();
    }

    @Test
    void withoutADecidedVoteNothingIsSaid() {
        assertThat(new Preference(0, 0, 9).second95()).isEmpty();
    }

    @Property
    void exchangingTheTwoMirrorsTheInterval(@ForAll @IntRange(max = 400) int one,
            @ForAll @IntRange(min = 1, max = 400) int other) {
        var share = new Preference(one, other, 0).second95().orElseThrow();
        var mirrored = new Preference(other, one, 3).second95().orElseThrow();
        assertThat(share.low()).isCloseTo(1 - mirrored.high(), within(1e-12));
        assertThat(share.share()).isBetween(share.low(), share.high());
        assertThat(share.isDecided()).isEqualTo(mirrored.isDecided());
    }
}
