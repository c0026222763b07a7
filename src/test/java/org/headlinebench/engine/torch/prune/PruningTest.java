package org.headlinebench.engine.torch.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.weights.TensorType;

/** Masks against PyTorch's (fixture of {@code prune.py}). */
class PruningTest {
    private static final JsonNode FIXTURE = fixture();

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.003})
    void globalPruningTakesTheWeightsThatPyTorchTakes(double amount) {
        List<RowSource> modules = modules();
        assertPruned("global-" + amount, modules, new SmallestMagnitudes(modules).masks(amount));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.003})
    void pruningPerLayerTakesTheWeightsThatPyTorchTakes(double amount) {
        List<RowSource> modules = modules();
        assertPruned("layer-" + amount, modules,
                modules.stream()
                        .map(module -> new SmallestMagnitudes(List.of(module)).masks(amount).getFirst())
                        .toList());
    }

    @Test
    void twoOfFourKeepsTheTwoLargestOfEachFourAsPyTorchDoes() {
        List<RowSource> modules = modules();
        assertPruned("2:4", modules, modules.stream().map(_ -> new TwoOfFourMask()).toList());
    }

    @Test
    void equalMagnitudesAreTakenInOrderUntilTheAmountIsReached() {
        var first = new ArrayRows("a", 2, 4, new float[]{1, -1, 1, 2, 1, 3, 1, 1});
        var second = new ArrayRows("b", 1, 4, new float[]{-1, 1, 5, 6});
        List<MagnitudeMask> masks = new SmallestMagnitudes(List.of(first, second)).masks(7 / 12.0);
        assertThat(read(new MaskedRows(first, first, 0, masks.get(0)))).containsExactly(0, 0, 0, 2, 0, 3, 0, 0);
        assertThat(read(new MaskedRows(second, second, 0, masks.get(1)))).containsExactly(0, 1, 5, 6);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,8"})
    void nothingAndEverythingAreAmountsToo(double amount, long zeros) {
        var module = new ArrayRows("a", 2, 4, new float[]{1, -1, 1, 2, 1, 3, 1, 1});
        var masked = new MaskedRows(module, module, 0,
                new SmallestMagnitudes(List.of(module)).masks(amount).getFirst());
        read(masked);
        assertThat(masked.sparsity().zerosAfter()).isEqualTo(zeros);
    }

    @Test
    void theRankDecidesWhereItIsNotTheWeightItself() {
        var weights = new ArrayRows("a", 1, 4, new float[]{1, 2, 3, 4});
        var ranks = new ArrayRows("a", 1, 4, new float[]{4, 1, 3, 2});
        assertThat(read(new MaskedRows(weights, ranks, 0, new TwoOfFourMask()))).containsExactly(1, 0, 3, 0);
    }

    @Test
    void rowsOutOfOrderAreRefused() {
        var module = new ArrayRows("a", 2, 4, new float[8]);
        var masked = new MaskedRows(module, module, 0, new TwoOfFourMask());
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> masked.read(TensorType.F32, arena.allocate(16), 1, 1))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(masked::sparsity).isInstanceOf(IllegalStateException.class);
    }

    private static void assertPruned(String name, List<RowSource> modules, List<? extends Mask> masks) {
        JsonNode expected = FIXTURE.get("cases")
                .valueStream()
                .filter(one -> one.get("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < modules.size(); i++) {
            var masked = new MaskedRows(modules.get(i), modules.get(i), 0, masks.get(i));
            float[] pruned = floats(expected.get("weights").get(i));
            assertThat(read(masked)).as("module %d", i).containsExactly(normalised(pruned));
            long zeros = 0;
            for (float weight : pruned) {
                zeros += weight == 0 ? 1 : 0;
            }
            assertThat(masked.sparsity().zerosAfter()).isEqualTo(zeros);
        }
    }

    /** PyTorch multiplies with the mask, which leaves negative zeros. */
    private static float[] normalised(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0 ? 0 : values[i];
        }
        return values;
    }

    /** All rows, in two pieces. */
    private static float[] read(RowSource source) {
        long half = source.rows() / 2;
        float[] upper = MaskedRows.values(source, 0, half);
        float[] lower = MaskedRows.values(source, half, source.rows() - half);
        var all = new float[upper.length + lower.length];
        System.arraycopy(upper, 0, all, 0, upper.length);
        System.arraycopy(lower, 0, all, upper.length, lower.length);
        return all;
    }

    private static List<RowSource> modules() {
        List<RowSource> modules = new ArrayList<>();
        for (int i = 0; i < FIXTURE.get("shapes").size(); i++) {
            JsonNode shape = FIXTURE.get("shapes").get(i);
            modules.add(new ArrayRows("m" + i, shape.get(0).asLong(), shape.get(1).asLong(),
                    floats(FIXTURE.get("weights").get(i))));
        }
        return modules;
    }

    private static float[] floats(JsonNode base64) {
        var buffer = ByteBuffer.wrap(Base64.getDecoder().decode(base64.stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        var floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private static JsonNode fixture() {
        try (InputStream in = PruningTest.class.getResourceAsStream("/prune/pruned.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
