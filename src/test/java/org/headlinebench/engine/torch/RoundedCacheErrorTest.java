package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFiles;

/** The error that README states for a rounded cache, measured on the bundled headline writer's own text. */
class RoundedCacheErrorTest {
    private static final int TOKENS = 80;
    private static final List<Integer> TEXT = new ArrayList<>();
    private static final List<float[]> EXACT = new ArrayList<>();

    @BeforeAll
    static void write() {
        try (LanguageModel model = load("dynamic"); TokenSequence sequence = open(model)) {
            int token = 500;
            while (TEXT.size() < TOKENS) {
                TEXT.add(token);
                EXACT.add(sequence.logits(token));
                token = best(EXACT.getLast());
            }
        }
    }

    @AfterAll
    static void forget() {
        TEXT.clear();
        EXACT.clear();
    }

    /** The error can fail from both sides: none at all would mean that nothing was rounded. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"8,64,0|0.005", "4,64,0|0.05", "4,32,0,channel|0.05",
        "2,32,0,channel|0.2"})
    void logitsStayWithinTheStatedRelativeError(String settings, double bound) {
        double squares = 0;
        double size = 0;
        try (LanguageModel model = load("quantized(" + settings + ")"); TokenSequence sequence = open(model)) {
            for (int i = 0; i < TOKENS; i++) {
                float[] rounded = sequence.logits(TEXT.get(i));
                for (int j = 0; j < rounded.length; j++) {
                    squares += Math.pow(rounded[j] - EXACT.get(i)[j], 2);
                    size += Math.pow(EXACT.get(i)[j], 2);
                }
            }
        }
        double error = Math.sqrt(squares / size);
        assertThat(error).isBetween(bound / 20, bound);
    }

    private static LanguageModel load(String cache) {
        return TorchLanguageModel.load(WeightFiles.open(Path.of("resources/models/headline-student.gguf")),
                Stack.parse("precision=float32,cache=" + cache, DeviceKind.CPU), TOKENS, (_, _) -> {});
    }

    private static TokenSequence open(LanguageModel model) {
        return model.open(TOKENS, new Decoding.Greedy(), 0);
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
