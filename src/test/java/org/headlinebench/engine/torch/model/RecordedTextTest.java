package org.headlinebench.engine.torch.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.WeightFiles;

/** The step that a GPU records is text like every other, and what it computes can be seen on a CPU. */
class RecordedTextTest {
    private static final int CAPACITY = 64;
    private static final int TOKENS = 30;

    @ParameterizedTest
    @CsvSource({"llama,sdpa", "llama,eager", "mistral,sdpa", "qwen2,math", "opt,sdpa"})
    void theStepThatIsRecordedChoosesTheTokensOfTheOrdinaryOne(String family, String attention) {
        Stack stack = Stack.parse("precision=float32,cache=static(64),attention=" + attention, DeviceKind.CPU);
        try (TorchLanguageModel model = TorchLanguageModel.load(
                WeightFiles.open(Path.of("src/test/resources/engine", family)), stack, CAPACITY, (_, _) -> {});
                var sequence = (TorchSequence) model.open(CAPACITY, new Decoding.Greedy(), 0);
                var other = (TorchSequence) model.open(CAPACITY, new Decoding.Greedy(), 0)) {
            int first = sequence.next(5, 9, 2, 7);
            assertThat(other.next(5, 9, 2, 7)).isEqualTo(first);
            var expected = new ArrayList<Integer>(List.of(first));
            for (int i = 1; i < TOKENS; i++) {
                expected.add(sequence.next(expected.getLast()));
            }

            assertThat(turns(model, other.cache(), first, 4)).isEqualTo(expected);
        }
    }

    private static List<Integer> turns(TorchLanguageModel model, SequenceCache cache, int first, int length) {
        var written = new ArrayList<Integer>(List.of(first));
        try (IValue capacity = IValue.from((long) CAPACITY);
                IValue state = model.script().call("turn_state", capacity)) {
            PtNDArray[] tensors = state.toTensorArray(model.script().manager());
            try (IValue token = IValue.from((long) first); IValue place = IValue.from((long) length)) {
                model.script().call("turn_to", state, token, place).close();
            }
            for (int i = 1; i < TOKENS; i++) {
                model.script()
                        .call("turn", state, model.weights(), model.rotary(), cache.list(), model.shape(),
                                model.epsilon())
                        .close();
                written.add(Math.toIntExact(tensors[0].toLongArray()[0]));
            }
            assertThat(tensors[1].toLongArray()).containsExactly(length + TOKENS - 1);
            for (PtNDArray tensor : tensors) {
                tensor.close();
            }
        }
        return written;
    }
}
