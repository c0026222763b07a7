package org.headlinebench.metrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void theSequenceIsThePublishedOne() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(Stream.generate(random::nextLong).limit(5).map(Long::toUnsignedString)).containsExactly(
                "6457827717110365317", "3203168211198807973", "9817491932198370423", "4593380528125082431",
                "16408922859458223821");
    }

    @Test
    void everyIndexBelowTheBoundIsDrawnAboutEquallyOften() {
        SplitMix64 random = new SplitMix64(1);
        int[] drawn = new int[7];
        IntStream.range(0, 70_000).forEach(i -> drawn[random.nextIndex(7)]++);
        // Five standard deviations of a count of 10,000.
        assertThat(IntStream.of(drawn).boxed()).allSatisfy(count -> assertThat(count).isBetween(9_530, 10_470));
    }
}
