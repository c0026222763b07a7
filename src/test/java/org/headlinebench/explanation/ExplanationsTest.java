package org.headlinebench.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headlinebench.explanation.Cases.READ_BYTES;
import static org.headlinebench.explanation.Cases.rules;

import org.junit.jupiter.api.Test;

import org.headlinebench.explanation.Cases.Case;
import org.headlinebench.metrics.Speculation;

/** Each rule on facts that trigger it, and on facts that do not. */
class ExplanationsTest {
    private static final String PRUNED = "prune=l1-unstructured(amount=0.5)";
    private static final String ZEROS = "pruned modules 12, zeros 0.0000 before, 0.5000 after pruning";
    private static final String DEQUANTIZED = "linear ATen linear, dequantized in every product; head: oneDNN, packed";
    private static final String OUTLIERS = "linear ATen _int_mm, outlier columns apart; head: oneDNN, packed";
    private static final String LOOKUP = "decoding=prompt-lookup(3,8)";
    private static final Case BASELINE = new Case("", 200, READ_BYTES, "linear oneDNN, packed");

    @Test
    void zerosInDenseKernelsExplainWhyPruningIsNoFaster() {
        assertThat(rules(new Case(PRUNED, 200, READ_BYTES, ZEROS), BASELINE)).containsExactly("dense-zeros");
        assertThat(
                Explanations.of(Cases.evidence(new Case(PRUNED, 200, READ_BYTES, ZEROS), BASELINE)).getFirst().text())
                .contains("50 %", "76.3 MiB", "no less than the baseline");
        assertThat(rules(new Case(PRUNED, 100, READ_BYTES, ZEROS), BASELINE)).isEmpty();
        assertThat(rules(new Case(PRUNED, 200, READ_BYTES,
                "pruned modules 12, zeros 0.5000 before, 0.5000 after pruning"), BASELINE)).isEmpty();
        assertThat(rules(new Case("prune=l1-structured(amount=0.5)", 200, READ_BYTES, ZEROS), BASELINE)).isEmpty();
    }

    @Test
    void aPrunedRunThatIsFasterByAnotherAxisIsNotCreditedToPruning() {
        Case uncached = new Case("cache=none", 400, READ_BYTES);
        assertThat(
                Explanations.of(Cases.evidence(new Case(PRUNED, 200, READ_BYTES, ZEROS), uncached)).getFirst().text())
                .contains("by the other axes that differ, not by pruning");
    }

    @Test
    void lowAcceptanceExplainsWhySpeculationIsNoFaster() {
        var rejected = new Speculation(100, 10, 80, 70, 60, 1, 100);
        assertThat(rules(new Case(LOOKUP, 250, READ_BYTES).with(rejected), BASELINE)).containsExactly("low-acceptance");
        assertThat(rules(new Case(LOOKUP, 250, READ_BYTES).with(new Speculation(0, 0, 80, 80, 0, 0, 100)), BASELINE))
                .containsExactly("low-acceptance");
        assertThat(rules(new Case(LOOKUP, 100, READ_BYTES).with(rejected), BASELINE)).isEmpty();
        assertThat(rules(new Case(LOOKUP, 250, READ_BYTES).with(new Speculation(100, 90, 120, 40, 40, 1, 100)),
                BASELINE)).isEmpty();
    }

    @Test
    void aDraftThatCostsAsMuchAsItSavesIsNamed() {
        var costly = new Speculation(100, 90, 120, 40, 40, 80, 100);
        assertThat(rules(new Case(LOOKUP, 250, READ_BYTES).with(costly), BASELINE)).containsExactly("costly-draft");
        assertThat(rules(new Case(LOOKUP, 100, READ_BYTES).with(costly), BASELINE)).isEmpty();
    }

    @Test
    void dequantizationInEveryProductExplainsWhyFewerBitsAreNoFaster() {
        assertThat(rules(new Case("quantize=nf4", 300, 76_000_000, DEQUANTIZED), BASELINE))
                .containsExactly("dequantization-in-loop");
        assertThat(rules(new Case("quantize=nf4", 100, 76_000_000, DEQUANTIZED), BASELINE)).isEmpty();
        assertThat(rules(new Case("quantize=int8", 300, 76_000_000, "linear ATen _weight_int8pack_mm"), BASELINE))
                .isEmpty();
    }

    @Test
    void outlierColumnsExplainWhyLlmInt8IsNoFaster() {
        assertThat(rules(new Case("quantize=int8-dynamic", 200, 76_000_000, OUTLIERS), BASELINE))
                .containsExactly("outliers-apart");
        assertThat(rules(new Case("quantize=int8-dynamic", 90, 76_000_000, OUTLIERS), BASELINE)).isEmpty();
    }

    @Test
    void overheadExplainsWhyFewerBytesAreNoFasterAtBatchOne() {
        assertThat(rules(new Case("quantize=int8", 200, READ_BYTES / 2), BASELINE)).containsExactly("overhead-bound");
        assertThat(rules(new Case("quantize=int8", 100, READ_BYTES / 2), BASELINE)).isEmpty();
        Case nearRoofline = new Case("", 100, READ_BYTES * 2);
        assertThat(rules(new Case("quantize=int8", 100, READ_BYTES), nearRoofline)).isEmpty();
    }

    @Test
    void aBaselineAtTheRooflineExplainsWhyWhatReadsAsManyBytesIsNoFaster() {
        Case atRoofline = new Case("", 100, READ_BYTES);
        assertThat(rules(new Case("cache=static", 100, READ_BYTES), atRoofline)).containsExactly("roofline-reached");
        assertThat(rules(new Case("cache=static", 200, READ_BYTES), BASELINE)).isEmpty();
        assertThat(rules(new Case("cache=static", 60, READ_BYTES), atRoofline)).isEmpty();
    }

    @Test
    void runsOverOtherArticlesOrTheBaselineItselfAreNotExplained() {
        Case pruned = new Case(PRUNED, 200, READ_BYTES, ZEROS);
        assertThat(Explanations.of(pruned.run(1), pruned.samples(), BASELINE.run(1), BASELINE.samples())).isEmpty();
        assertThat(Explanations.of(pruned.run(2), pruned.samples().subList(0, 4), BASELINE.run(1), BASELINE.samples()))
                .isEmpty();
    }
}
