package org.headlinebench.engine.torch.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.headlinebench.DownloadedModel;
import org.headlinebench.dataset.calibration.CalibrationSize;
import org.headlinebench.dataset.calibration.Calibrations;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ModuleSparsity;
import org.headlinebench.engine.Proposal;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.engine.torch.model.RotaryTable;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** Whole models with calibrated quantization. */
@Order(15)
class CalibratedModelTest {
    private static final Path DRAFT = Path.of("resources/models/headline-draft.gguf");
    private static final int[] PROMPT = {3, 17, 45, 99, 130, 7, 12, 88, 5};

    @TempDir
    Path folder;

    /** The draft that comes with the program, on its own sample news. */
    @ParameterizedTest
    @ValueSource(strings = {"gptq", "awq"})
    void outputErrorIsBelowThatOfRoundingToNearestInEveryLayer(String quantize) {
        assertBelowRounding(DRAFT, quantize, new CalibrationSize(6, 48));
    }

    /** Takes minutes; runs where the real news rows do. */
    @Tag("real-rows")
    @ParameterizedTest
    @ValueSource(strings = {"gptq(group=64)", "awq(group=64)"})
    void outputErrorIsBelowThatOfRoundingToNearestInEveryLayerOfSmolLm2(String quantize) {
        assertBelowRounding(DownloadedModel.smolLm2(), quantize, new CalibrationSize(24, 64));
    }

    private static void assertBelowRounding(Path model, String quantize, CalibrationSize size) {
        Stack stack = Stack.parse("quantize=" + quantize, DeviceKind.CPU);
        try (Tokenizer tokenizer = HuggingFaceTokenizers.open(model); WeightFile file = WeightFiles.open(model)) {
            List<int[]> texts = Calibrations.ofRows(SampleNews.load(), List.of(), PromptTemplate.REFERENCE,
                    size).texts().stream().map(tokenizer::encode).toList();
            var text = new CalibrationText("sample", texts, List.of("model"), Optional.empty());
            try (CalibratedWeights found = new Calibrator(stack.quantize(), new Prune.None(), file,
                    RowSources.stored(file), text)
                    .calibrate((positions, script) -> RotaryTable.of(file.configuration(), positions,
                            Precision.FLOAT32, script), _ -> {})) {
                Map<Integer, double[]> layers = new TreeMap<>();
                for (var error : found.errors()) {
                    double[] sums = layers.computeIfAbsent(error.layer(), _ -> new double[2]);
                    sums[0] += error.calibrated();
                    sums[1] += error.rounded();
                }
                assertThat(layers).hasSize(file.configuration().layers());
                assertThat(layers.values()).allSatisfy(sums -> assertThat(sums[0]).isPositive().isLessThan(sums[1]));
                if (quantize.startsWith("gptq")) {
                    assertThat(found.errors()).allSatisfy(
                            error -> assertThat(error.calibrated()).as(error.module()).isLessThan(error.rounded()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gptq(group=32)", "gptq(bits=8)", "awq(group=32)", "awq(bits=8)"})
    void measuredBytesAreTheEstimatedOnesInEveryPrecision(String quantize) {
        for (String precision : List.of("float32", "bfloat16", "float16")) {
            String stack = "precision=" + precision + ",quantize=" + quantize;
            try (LanguageModel model = load(stack, Optional.empty())) {
                Footprint estimate = Footprint.of(model.configuration(), Optional.empty(),
                        Stack.parse(stack, DeviceKind.CPU), DeviceKind.CPU, 100);
                assertThat(model.facts().weightsBytes()).isEqualTo(estimate.weightsBytes());
                assertThat(model.facts().bytesByType()).containsKey(quantize.contains("8") ? "int8" : "uint8");
                assertThat(model.facts().linearKernel()).contains(quantize.contains("8")
                        ? "_weight_int8pack_mm"
                        : "_weight_int4pack_mm_for_cpu");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gptq(group=32),none", "gptq(group=32),static", "awq(group=32),none", "awq(group=32),static"})
    void everyCacheAndProposalGivesTheTokensOfPlainDecoding(String quantize, String cache) {
        String stack = "precision=float32,quantize=" + quantize + ",cache=";
        try (LanguageModel dynamic = load(stack + "dynamic", Optional.of(folder));
                LanguageModel other = load(stack + cache, Optional.of(folder));
                TokenSequence sequence = other.open(40, new Decoding.Greedy(), 0)) {
            List<Integer> plain = greedy(dynamic);
            assertThat(greedy(other)).isEqualTo(plain);
            List<Integer> right = plain.subList(0, 3);
            int[] verified = sequence.verify(new Proposal(List.of(right.get(0), right.get(1), right.get(2), 0),
                    Optional.empty()), PROMPT);
            assertThat(verified).startsWith(right.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** Joint pruning and quantization: zeros are not made good again, and the pruning is still in the facts. */
    @ParameterizedTest
    @CsvSource({"gptq(group=32)", "gptq(bits=8)", "awq(bits=8)"})
    void prunedWeightsArePrunedBeforeCalibrationAlsoWhenItsResultIsKept(String quantize) {
        String stack = "precision=float32,prune=l1-unstructured(amount=0.5),quantize=" + quantize;
        for (int i = 0; i < 2; i++) {
            try (LanguageModel model = load(stack, Optional.of(folder))) {
                assertThat(model.facts().calibration().lines().get(1))
                        .contains(i == 0 ? "computed" : "application folder");
                List<ModuleSparsity> sparsity = model.facts().sparsity();
                assertThat((double) sparsity.stream().mapToLong(ModuleSparsity::zerosAfter).sum()
                        / sparsity.stream().mapToLong(ModuleSparsity::weights).sum()).isBetween(0.49, 0.51);
            }
        }
    }

    @Test
    void zerosOfPrunedWeightsRemainZerosInEightBits() throws IOException {
        Stack stack = Stack.parse("prune=l1-unstructured(amount=0.5),quantize=gptq(bits=8)", DeviceKind.CPU);
        load(stack.text(), Optional.of(folder)).close();
        try (WeightFile file = WeightFiles.open(CalibrationOracleTest.model("mistral"));
                CalibratedWeights found = CalibratedWeights
                        .open(only(), new org.headlinebench.engine.torch.linear.CodeGrid(8, 0),
                                file.configuration())
                        .orElseThrow();
                var arena = java.lang.foreign.Arena.ofConfined()) {
            long zeros = 0;
            long all = 0;
            for (var module : file.configuration().linearModules()) {
                long weights = module.weights();
                var codes = arena.allocate(weights * Float.BYTES, 4);
                var scales = arena.allocate((long) module.rows() * Float.BYTES, 4);
                found.of(module.name())
                        .readCodes(codes, scales, arena.allocate(scales.byteSize(), 4), 0,
                                module.rows());
                for (float code : codes.toArray(CalibratedWeights.FLOAT)) {
                    zeros += code == 0 ? 1 : 0;
                }
                all += weights;
            }
            assertThat((double) zeros / all).isBetween(0.5, 0.55);
        }
    }

    @Test
    void aResultIsKeptByAllThatItDependsOn() throws IOException {
        load("quantize=gptq(group=32)", Optional.of(folder)).close();
        load("quantize=gptq(group=32),precision=bfloat16,cache=none", Optional.of(folder)).close();
        assertThat(kept()).hasSize(1);
        load("quantize=gptq(group=32,damping=0.02)", Optional.of(folder)).close();
        load("quantize=awq(group=32)", Optional.of(folder)).close();
        load("quantize=gptq(group=32),prune=semi-structured-2:4", Optional.of(folder)).close();
        assertThat(kept()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "bit", "empty", "other"})
    void aDamagedResultIsComputedAgain(String damage) throws IOException {
        String stack = "precision=float32,quantize=gptq(group=32)";
        List<Integer> tokens;
        try (LanguageModel model = load(stack, Optional.of(folder))) {
            tokens = greedy(model);
        }
        byte[] whole = Files.readAllBytes(only());
        byte[] bad = switch (damage) {
            case "cut" -> java.util.Arrays.copyOf(whole, whole.length - 100);
            case "empty" -> new byte[0];
            case "other" -> "{}".getBytes();
            default -> {
                byte[] flipped = whole.clone();
                flipped[flipped.length / 2] ^= 1;
                yield flipped;
            }
        };
        Files.write(only(), bad);
        try (LanguageModel model = load(stack, Optional.of(folder))) {
            assertThat(model.facts().calibration().lines()).anyMatch(line -> line.contains("computed"));
            assertThat(greedy(model)).isEqualTo(tokens);
        }
        assertThat(Files.readAllBytes(only())).isEqualTo(whole);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Path only() throws IOException {
        List<Path> kept = kept();
        assertThat(kept).hasSize(1);
        return kept.getFirst();
    }

    private static LanguageModel load(String stack, Optional<Path> folder) {
        CalibrationText text = CalibrationOracleTest.text("mistral");
        return TorchLanguageModel.load(WeightFiles.open(CalibrationOracleTest.model("mistral")), DeviceId.CPU,
                Stack.parse(stack, DeviceKind.CPU), 100,
                Optional.of(new CalibrationText(text.source(), text.texts(), text.modelChecksums(), folder)),
                (_, _) -> {});
    }

    private static List<Integer> greedy(LanguageModel model) {
        var chosen = new ArrayList<Integer>();
        try (TokenSequence sequence = model.open(PROMPT.length + 20, new Decoding.Greedy(), 0)) {
            int token = sequence.next(PROMPT);
            while (chosen.size() < 19) {
                chosen.add(token);
                token = sequence.next(token);
            }
        }
        return chosen;
    }
}
