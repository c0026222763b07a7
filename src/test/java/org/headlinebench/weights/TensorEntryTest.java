package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

import org.junit.jupiter.api.Test;

class TensorEntryTest {
    @Test
    void interleavedRowsComeBackInHuggingFaceOrderForAnyRange() {
        // Two heads of four rows, stored as 0 2 1 3: first halves and second halves interleaved.
        var stored = new float[]{0, 2, 1, 3, 10, 12, 11, 13};
        var entry = new TensorEntry("q", TensorType.F32, List.of(8L, 1L), MemorySegment.ofArray(stored),
                new RowOrder(4));
        var all = new float[8];
        entry.readInto(TensorType.F32, MemorySegment.ofArray(all));
        assertThat(all).containsExactly(0, 1, 2, 3, 10, 11, 12, 13);
        var some = new float[4];
        entry.readInto(TensorType.F32, MemorySegment.ofArray(some), 2, 4);
        assertThat(some).containsExactly(2, 3, 10, 11);
    }

    @Test
    void onlyAnAlignedTensorOfTheWantedTypeInItsOwnOrderIsUsableWithoutACopy() {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(64, 64);
            assertThat(entry(memory.asSlice(0, 16), RowOrder.STORED).isDirect(TensorType.BF16)).isTrue();
            assertThat(entry(memory.asSlice(0, 16), RowOrder.STORED).isDirect(TensorType.F32)).isFalse();
            assertThat(entry(memory.asSlice(1, 16), RowOrder.STORED).isDirect(TensorType.BF16)).isFalse();
            assertThat(entry(memory.asSlice(0, 16), new RowOrder(4)).isDirect(TensorType.BF16)).isFalse();
        }
    }

    @Test
    void requestsOutsideTheTensorAreRefused() {
        var entry = entry(MemorySegment.ofArray(new byte[16]), RowOrder.STORED);
        var enough = MemorySegment.ofArray(new float[8]);
        assertThatThrownBy(() -> entry.readInto(TensorType.F32, enough, 3, 2)).hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> entry.readInto(TensorType.F32, enough, -1, 2)).hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> entry.readInto(TensorType.F32, enough, 1, Long.MAX_VALUE))
                .hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> entry.readInto(TensorType.F32, MemorySegment.ofArray(new float[7])))
                .hasMessageContaining("too small");
        assertThatThrownBy(() -> entry.readInto(TensorType.Q8_0, enough)).hasMessageContaining("cannot be read as");
    }

    @Test
    void mappedWeightsCannotBeOverwritten() {
        assertThat(entry(MemorySegment.ofArray(new byte[16]), RowOrder.STORED).bytes().isReadOnly()).isTrue();
    }

    private static TensorEntry entry(MemorySegment bytes, RowOrder order) {
        return new TensorEntry("weights", TensorType.BF16, List.of(4L, 2L), bytes, order);
    }
}
