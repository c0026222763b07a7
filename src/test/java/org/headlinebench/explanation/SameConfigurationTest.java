package org.headlinebench.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.explanation.Cases.Case;

class SameConfigurationTest {
    private static final Case PLAIN = new Case("", 100, 1000, "number types float32 1000 bytes", "cache dynamic");
    private static final String NOTHING = "pruned modules 2, zeros 0.0010 before, 0.0010 after pruning";
    private static final String NOTHING_IN_LAYER = "layer 0 zeros 0.0010 before, 0.0010 after pruning";

    @Test
    void aTechniqueThatChangedNothingIsFlaggedWhateverItIsCalled() {
        Case pruned = new Case("prune=l1-unstructured(amount=0)", 100, 1000, "number types float32 1000 bytes",
                "cache dynamic", NOTHING, NOTHING_IN_LAYER, "proof prune=l1-unstructured(amount=0): ...");
        assertThat(same(pruned, PLAIN)).hasSize(1);
    }

    @Test
    void otherBytesOtherZerosOrOtherTokensAreAnotherConfiguration() {
        assertThat(same(new Case("precision=bfloat16", 100, 1000, "number types bfloat16 500 bytes", "cache dynamic"),
                PLAIN)).isEmpty();
        assertThat(same(new Case("prune=l1-unstructured", 100, 1000, "number types float32 1000 bytes",
                "cache dynamic", "pruned modules 2, zeros 0.0010 before, 0.5000 after pruning"), PLAIN)).isEmpty();
        assertThat(same(new Case("cache=static", 100, 1000, "number types float32 1000 bytes", "cache static"), PLAIN))
                .isEmpty();
        assertThat(same(new Case("cache=none", 100, 1000, "number types float32 1000 bytes", "cache dynamic")
                .writing(7), PLAIN)).isEmpty();
    }

    @Test
    void aRepeatOfTheSameStackIsNoFinding() {
        assertThat(same(PLAIN, PLAIN)).isEmpty();
    }

    private static List<Run> same(Case one, Case other) {
        Map<RunId, List<Sample>> samples = Map.of(new RunId("run-1"), other.samples(), new RunId("run-2"),
                one.samples());
        return SameConfiguration.as(one.run(2), List.of(other.run(1)), run -> samples.get(run.id()));
    }
}
