package org.headlinebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sample(100)|sample(100,seed=7)", "sample(100,seed=3)|sample(100,seed=3)",
        "decoding=sample()|decoding=sample(seed=7)", "decoding=prompt-lookup(3,8)|decoding=prompt-lookup(3,8)",
        "decoding=prompt-lookup(temperature=0.7)|decoding=prompt-lookup(temperature=0.7,seed=7)",
        "decoding=speculative(draft=a,temperature = 0)|decoding=speculative(draft=a,temperature = 0)"})
    void theSeedGoesToWhatDrawsAndNamesNone(String text, String expected) {
        var options = new RunOptions();
        options.seed = Optional.of(7L);
        assertThat(options.seeded(text)).isEqualTo(expected);
    }
}
