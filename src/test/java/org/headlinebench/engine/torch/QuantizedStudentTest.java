package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** The model that comes with the program is wide enough for every block and group. */
class QuantizedStudentTest {
    private static final Path STUDENT = Path.of("resources/models/headline-student.gguf");
    private static final int[] PROMPT = {17, 245, 99, 1300, 7, 12, 888, 5, 23, 4567};

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"int8|0.03", "int8-dynamic|0.05", "int4(32)|0.25", "int4(128)|0.25",
        "nf4|0.3", "nf4(double=true)|0.3", "fp4|0.35", "nf4(compute=bfloat16)|0.3"})
    void logitsStayNearThoseOfFloat32(String quantize, double most) {
        assertThat(error("precision=float32,quantize=" + quantize)).isBetween(1e-5, most);
    }

    /** Its layers are stored in signed bytes with a scale per 32 weights. */
    @Test
    void storedCodesRunAsTheyAreAndNearerToFloat32ThanRoundedOnes() {
        Stack stack = Stack.parse("precision=bfloat16,quantize=stored", DeviceKind.CPU);
        try (LanguageModel model = load(stack.text())) {
            long modules = model.configuration().linearModules().size();
            assertThat(model.facts().repackedModules()).isEqualTo((int) modules);
            assertThat(model.facts().quantizedModules()).isEqualTo((int) modules);
            assertThat(model.facts().weightsBytes()).isEqualTo(Footprint
                    .of(model.configuration(), Optional.empty(), stack, DeviceKind.CPU, 32)
                    .weightsBytes());
        }
        assertThat(error("precision=float32,quantize=stored")).isLessThan(error("precision=float32,quantize=int8"));
    }

    @Test
    void storedCodesAreRefusedForFloatingPointFilesAndPrunedModels() {
        Stack stack = Stack.parse("quantize=stored", DeviceKind.CPU);
        try (WeightFile student = WeightFiles.open(STUDENT);
                WeightFile floats = WeightFiles.open(Path.of("src/test/resources/quantize/calibrated-mistral"))) {
            StackRules.check(stack, student);
            assertThatThrownBy(() -> StackRules.check(stack, floats)).isInstanceOf(UserError.class)
                    .hasMessageContaining("floating point (BF16)");
        }
        assertThatThrownBy(() -> StackRules.check(Stack.parse("quantize=stored,prune=l1-unstructured", DeviceKind.CPU),
                DeviceKind.CPU)).isInstanceOf(UserError.class).hasMessageContaining("own codes");
    }

    private static double error(String stack) {
        float[] exact = logits("precision=float32");
        float[] seen = logits(stack);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < exact.length; i++) {
            difference += Math.pow(exact[i] - seen[i], 2);
            size += Math.pow(exact[i], 2);
        }
        return Math.sqrt(difference / size);
    }

    private static float[] logits(String stack) {
        try (LanguageModel model = load(stack);
                TokenSequence sequence = model.open(PROMPT.length, new Decoding.Greedy(), 0)) {
            return sequence.logits(PROMPT);
        }
    }

    private static LanguageModel load(String stack) {
        return TorchLanguageModel.load(WeightFiles.open(STUDENT), Stack.parse(stack, DeviceKind.CPU), 32, (_, _) -> {});
    }
}
