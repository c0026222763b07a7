package org.headlinebench.engine.torch.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.model.RotaryTable;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** GPTQ against AutoGPTQ's code, AWQ against its authors' formula, both in float64 ({@code quantize_calibrated.py}). */
class CalibrationOracleTest {
    static Stream<Arguments> cases() {
        return Stream.of("qwen2", "mistral")
                .flatMap(model -> expected(model).get("cases")
                        .valueStream()
                        .map(one -> Arguments.of(model, one.get("quantize").stringValue())));
    }

    /**
     * A weight that lies half-way between two codes, or nearly, may fall to either side in float32 activations, and takes
     * later ones of its row along.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void codesAreThoseOfTheOriginal(String name, String quantize) {
        Stack stack = Stack.parse("quantize=" + quantize, DeviceKind.CPU);
        JsonNode tensors = expected(name, quantize).get("tensors");
        long same = 0;
        long all = 0;
        long near = 0;
        long grids = 0;
        try (WeightFile file = WeightFiles.open(model(name));
                Arena arena = Arena.ofConfined();
                CalibratedWeights found = new Calibrator(stack.quantize(), new Prune.None(), file,
                        RowSources.stored(file), text(name))
                        .calibrate((positions, script) -> RotaryTable.of(file.configuration(), positions,
                                Precision.FLOAT32, script), _ -> {})) {
            for (LinearModule module : file.configuration().linearModules()) {
                RowSource source = found.of(module.name());
                long weights = source.rows() * source.columns();
                long groups = source.rows() * source.codeGrid().orElseThrow().groups(source.columns());
                MemorySegment codes = arena.allocate(weights * Float.BYTES, 4);
                MemorySegment scales = arena.allocate(groups * Float.BYTES, 4);
                MemorySegment zeros = arena.allocate(groups * Float.BYTES, 4);
                source.readCodes(codes, scales, zeros, 0, source.rows());
                byte[] original = unzipped(tensors.get(module.name()).get("codes"));
                float[] ours = codes.toArray(CalibratedWeights.FLOAT);
                long before = same;
                for (int i = 0; i < weights; i++) {
                    same += ours[i] == original[i] ? 1 : 0;
                }
                if (module.name().equals("model.layers.0.self_attn.q_proj")) {
                    assertThat(same - before).as("codes of the first module").isEqualTo(weights);
                }
                all += weights;
                float[] stored = scales.toArray(CalibratedWeights.FLOAT);
                near += near(stored, floats(tensors.get(module.name()).get("scales")), stored);
                near += near(zeros.toArray(CalibratedWeights.FLOAT),
                        floats(tensors.get(module.name()).get("zeros")), stored);
                grids += 2 * groups;
            }
        }
        assertThat((double) same / all).isGreaterThan(0.99);
        assertThat((double) near / grids).isGreaterThan(0.99);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theQuantizedModelComputesTheLogitsOfTheOriginal(String name, String quantize) {
        try (LanguageModel model = TorchLanguageModel.load(WeightFiles.open(model(name)), DeviceId.CPU,
                Stack.parse("precision=float32,quantize=" + quantize, DeviceKind.CPU), 64, Optional.of(text(name)),
                (_, _) -> {});
                TokenSequence sequence = model.open(20, new Decoding.Greedy(), 0)) {
            float[] logits = sequence.logits(ids(expected(name).get("prompt")));
            float[] original = floats(expected(name, quantize).get("logits"));
            double difference = 0;
            double size = 0;
            for (int i = 0; i < logits.length; i++) {
                difference += Math.pow(logits[i] - original[i], 2);
                size += Math.pow(original[i], 2);
            }
            // Products round activations to bfloat16.
            assertThat(Math.sqrt(difference / size)).isLessThan(0.03);
            assertThat(model.facts().repackedModules()).isZero();
            assertThat(model.facts().quantizedModules()).isEqualTo(14);
            assertThat(model.facts().calibration().lines()).anyMatch(line -> line.contains("216 tokens"));
        }
    }

    static CalibrationText text(String model) {
        return new CalibrationText("a fixture",
                expected(model).get("texts").valueStream().map(CalibrationOracleTest::ids).toList(),
                List.of(model), Optional.empty());
    }

    static Path model(String name) {
        try {
            return Path.of(CalibrationOracleTest.class.getResource("/quantize/calibrated-" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode expected(String model, String quantize) {
        return expected(model).get("cases")
                .valueStream()
                .filter(one -> one.get("quantize").stringValue().equals(quantize))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode expected(String model) {
        try (InputStream in = CalibrationOracleTest.class
                .getResourceAsStream("/quantize/calibrated-" + model + "/expected.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How many differ by no more than a part of their group's step. */
    private static int near(float[] ours, float[] original, float[] steps) {
        assertThat(ours).hasSameSizeAs(original);
        int near = 0;
        for (int i = 0; i < ours.length; i++) {
            near += Math.abs(ours[i] - original[i]) <= 0.05 * steps[i] ? 1 : 0;
        }
        return near;
    }

    private static int[] ids(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static float[] floats(JsonNode zipped) {
        var buffer = ByteBuffer.wrap(unzipped(zipped)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static byte[] unzipped(JsonNode base64) {
        byte[] zipped = Base64.getDecoder().decode(base64.stringValue());
        try (var in = new InflaterInputStream(new java.io.ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
