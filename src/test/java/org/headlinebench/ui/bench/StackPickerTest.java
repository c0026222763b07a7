package org.headlinebench.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;

class StackPickerTest {
    private final StackPicker picker = new StackPicker(DeviceKind.CPU);

    @Test
    void beginsWithTheDefaultsOfTheDevice() {
        assertThat(picker.stacks()).containsExactly(Stack.defaultsOn(DeviceKind.CPU));
    }

    @Test
    void everyCombinationOfTheCheckedWordsRunsAndTheFirstStaysTheBaseline() {
        picker.check(Axis.CACHE, "none", true);
        picker.check(Axis.PRECISION, "bfloat16", true);
        assertThat(names()).containsExactly("float32, dynamic cache", "float32, no cache", "bfloat16, no cache",
                "bfloat16, dynamic cache");
    }

    @Test
    void aClearedWordTakesItsCombinationsAway() {
        picker.check(Axis.CACHE, "static", true);
        picker.check(Axis.CACHE, "dynamic", false);
        assertThat(names()).containsExactly("float32, static cache");
        picker.check(Axis.CACHE, "static", false);
        assertThat(picker.stacks()).isEmpty();
    }

    @Test
    void tooManyCombinationsAreRefusedAndThoseOfBeforeStay() {
        Axis.CACHE.choices().forEach(word -> picker.check(Axis.CACHE, word, true));
        Axis.QUANTIZE.choices().forEach(word -> picker.check(Axis.QUANTIZE, word, true));
        int before = picker.stacks().size();
        assertThat(before).isBetween(50, 256);

        Axis.PRECISION.choices().forEach(word -> picker.check(Axis.PRECISION, word, true));
        Axis.BATCHING.choices().forEach(word -> picker.check(Axis.BATCHING, word, true));

        assertThat(picker.problem().get().orElseThrow().toString()).contains("combinations");
        assertThat(picker.stacks().size()).isBetween(before, 256);
    }

    @Test
    void aCombinationLeftOutComesBackWhenItsWordIsCheckedAgain() {
        picker.check(Axis.CACHE, "static", true);
        picker.remove(picker.stacks().getLast());
        assertThat(names()).containsExactly("float32, dynamic cache");
        picker.check(Axis.CACHE, "none", true);
        assertThat(names()).containsExactly("float32, dynamic cache", "float32, no cache");
        picker.check(Axis.CACHE, "static", false);
        picker.check(Axis.CACHE, "static", true);
        assertThat(names()).contains("float32, static cache");
    }

    @Test
    void anyCombinationCanBeTheBaselineAndRemainsIt() {
        picker.check(Axis.CACHE, "static", true);
        picker.makeBaseline(picker.stacks().getLast());
        picker.check(Axis.PRECISION, "float16", true);
        assertThat(names()).startsWith("float32, static cache", "float32, dynamic cache").hasSize(4);
    }

    @Test
    void parametersOfAWordAreReadLikeTheCommandLines() {
        picker.check(Axis.DECODING, "prompt-lookup", true);
        picker.check(Axis.DECODING, "greedy", false);
        picker.parameters(Axis.DECODING, "prompt-lookup", " ngram=2, tokens=5 ");
        assertThat(picker.stacks()).containsExactly(
                Stack.parse("decoding=prompt-lookup(ngram=2,tokens=5)", DeviceKind.CPU));
        picker.parameters(Axis.DECODING, "prompt-lookup", "ngramm=2");
        assertThat(picker.problem().get().orElseThrow().remedy()).contains("ngram");
        picker.parameters(Axis.DECODING, "prompt-lookup", "");
        assertThat(picker.problem().get()).isEmpty();
        assertThat(picker.stacks()).containsExactly(Stack.parse("decoding=prompt-lookup", DeviceKind.CPU));
    }

    @Test
    void aStackChosenWholeStandsBesideTheCombinationsAndStaysWhileTheyChange() {
        Stack small = Stack.parse("quantize=int4,cache=sliding", DeviceKind.CPU);
        picker.add(small);
        picker.check(Axis.PRECISION, "bfloat16", true);
        assertThat(picker.stacks()).hasSize(3).contains(small);
        picker.remove(small);
        assertThat(picker.stacks()).hasSize(2).doesNotContain(small);
    }

    @Test
    void anotherStackTakesThePlaceOfARefusedOne() {
        picker.check(Axis.EXECUTION, "cuda-graph", true);
        picker.check(Axis.PRECISION, "bfloat16", true);
        Stack refused = picker.stacks().get(1);
        Stack nearest = Stack.parse("precision=float16", DeviceKind.CPU);
        picker.replace(refused, nearest);
        assertThat(picker.stacks()).hasSize(4).doesNotContain(refused);
        assertThat(picker.stacks().get(1)).isEqualTo(nearest);
        picker.replace(picker.stacks().get(2), nearest);
        assertThat(picker.stacks()).hasSize(3).doesNotHaveDuplicates();
    }

    private List<String> names() {
        return picker.stacks().stream().map(Stack::shortText).toList();
    }
}
