package org.headlinebench.engine.torch.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.FamilyName;
import org.headlinebench.catalog.Licence;
import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.ModelShape;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.library.HubSettings;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.Proposal;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFiles;

/**
 * The fused step against libtorch's operators, fed the same tokens: what it chooses is what they find most probable, or its
 * logit there is nearly the highest. On models of random weights, whose logits lie close together.
 */
@Tag("gpu")
class FusedOracleTest {
    private static final int VOCABULARY = 4096;
    private static final int STEPS = 70;
    /** Of the standard deviation of the logits, which is about 1; eight bits of bfloat16 in each of the layers. */
    private static final double MOST_GAP = 0.08;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"256, 512, 4, 2, 64|quantize=none|3", "256, 704, 8, 1, 64|quantize=none|250",
        "512, 1280, 4, 4, 128|quantize=none|500", "896, 1216, 14, 2, 64|quantize=none|17",
        "256, 512, 4, 2, 64|quantize=int8|9", "512, 1280, 4, 1, 128|quantize=int8|255",
        "576, 1536, 9, 3, 64|quantize=int4(group=32)|31", "256, 512, 4, 2, 64|quantize=int4(group=64)|9",
        "512, 1280, 8, 2, 64|quantize=int4(group=128)|300", "256, 512, 4, 2, 64|quantize=nf4|9",
        "256, 1280, 4, 2, 64|quantize=nf4(double=true)|40", "512, 1280, 4, 2, 128|quantize=fp4|9"})
    void itChoosesWhatTheOperatorsDo(String shape, String quantize, int promptTokens) {
        int[] numbers = Arrays.stream(shape.split(", ")).mapToInt(Integer::parseInt).toArray();
        Path model = made(numbers);
        String common = "precision=bfloat16,cache=static," + quantize;
        try (LanguageModel operators = load(model, common);
                LanguageModel fused = load(model, common + ",execution=fused,decoding=prompt-lookup(ngram=2,tokens=4)");
                TokenSequence expected = operators.open(promptTokens + STEPS, new Decoding.Greedy(), 0);
                TokenSequence actual = fused.open(promptTokens + STEPS, new Decoding.Greedy(), 0)) {
            int[] prompt = IntStream.range(0, promptTokens).map(i -> (i * 37 + 5) % VOCABULARY).toArray();
            float[] logits = expected.logits(prompt);
            assertThat(actual.next(prompt)).isEqualTo(best(logits));
            int differing = 0;
            for (int step = 0; step < STEPS - 8; step++) {
                int token = best(logits);
                logits = expected.logits(token);
                int chosen = actual.next(token);
                differing += chosen == best(logits) ? 0 : 1;
                assertThat(logits[best(logits)] - logits[chosen]).as("step %d", step).isLessThan((float) MOST_GAP);
            }
            assertThat(differing).as("steps at which another token was chosen").isLessThan(STEPS / 4);
            assertThat(fused.replays()).hasValueSatisfying(replays -> assertThat(replays.launches()).isPositive());
            verifies(expected, actual, best(logits));
        }
    }

    /** Four proposals in one pass: the operators' own choices are accepted, and what was refused leaves no trace. */
    private static void verifies(TokenSequence expected, TokenSequence actual, int token) {
        int[] right = new int[4];
        int next = token;
        float[] logits = {};
        for (int i = 0; i < right.length; i++) {
            logits = expected.logits(next);
            next = best(logits);
            right[i] = next;
        }
        int length = actual.length();
        List<Integer> wrong = List.of((right[0] + 1) % VOCABULARY, 7, 9);
        assertThat(actual.verify(new Proposal(wrong, Optional.empty()), token)).hasSize(1);
        assertThat(actual.length()).isEqualTo(length + 1);
        actual.rollBack(length);
        int[] chosen = actual.verify(
                new Proposal(IntStream.of(right).limit(3).boxed().toList(), Optional.empty()), token);
        // Accepted ones are the operators'; where another token is nearly as probable, it may be fewer than three.
        assertThat(chosen).startsWith(Arrays.copyOf(right, chosen.length - 1));
        assertThat(actual.length()).isEqualTo(length + chosen.length);
    }

    private static int best(float... logits) {
        return IntStream.range(0, logits.length).reduce((a, b) -> logits[b] > logits[a] ? b : a).orElseThrow();
    }

    private static LanguageModel load(Path model, String stack) {
        return TorchLanguageModel.load(WeightFiles.open(model), new DeviceId(DeviceKind.CUDA, 0),
                Stack.parse(stack, DeviceKind.CUDA), 1024, Optional.empty(), (_, _) -> {});
    }

    /** @param shape hidden, inner, heads, groups, head size */
    private Path made(int... shape) {
        var entry = new CatalogEntry(new ModelId("shape"), "Shape", FamilyName.QWEN2,
                List.of(new ModelSource.RandomWeights(3)),
                new Licence("CC0-1.0", URI.create("https://creativecommons.org/publicdomain/zero/1.0/"), false),
                "reference", Optional.empty(), new ModelShape(VOCABULARY + 4104, shape[0], shape[1], 3, shape[2],
                        shape[3], shape[4], true, 2048, 10000, true));
        return new ModelLibrary(new Catalog(List.of(entry), entry.id()), folder, HubSettings.of(Map.of(), folder),
                List.of()).installed(entry).orElseThrow().path();
    }
}
