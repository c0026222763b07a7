package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.failure.UserError;

class GgufFileTest {
    private static final int F32 = 0;
    private static final int Q4_1 = 3;
    private static final int IQ4_NL = 20;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int UINT32 = 4;

    @TempDir
    private Path folder;

    @Test
    void metadataAndTensorsAreRead() throws IOException {
        var file = GgufBytes.header(3, 2, 2)
                .text("general.name")
                .int32(STRING)
                .text("Ünïcode")
                .text("sizes")
                .int32(ARRAY)
                .int32(UINT32)
                .int64(2)
                .int32(7)
                .int32(-1)
                .tensor("a", F32, 0, 3)
                .tensor("b", Q4_1, 32, 32, 2)
                .data(32 + 40);
        try (var gguf = GgufFile.open(write(file))) {
            assertThat(gguf.metadata().text("general.name")).hasValue("Ünïcode");
            assertThat(gguf.metadata().wholes("sizes").orElseThrow()).containsExactly(7L, 4294967295L);
            assertThat(gguf.metadata().text("absent")).isEmpty();
            assertThatThrownBy(() -> gguf.metadata().whole("general.name")).isInstanceOf(MalformedModelFile.class)
                    .hasMessageContaining("'general.name' must be an integer, but is a string");
            assertThat(gguf.tensors().get("b").shape()).containsExactly(2L, 32L);
            assertThat(gguf.tensors().get("b").bytes().byteSize()).isEqualTo(40);
        }
    }

    @Test
    void countsThatTheFileCannotHoldAreRefusedBeforeAnythingIsAllocated() throws IOException {
        refused(GgufBytes.header(3, Long.MAX_VALUE, 0).data(64), "the number of tensors is 9223372036854775807");
        refused(GgufBytes.header(3, -1, 0).data(64), "the number of tensors is 18446744073709551615");
        refused(GgufBytes.header(3, 0, 60_000).data(64), "the number of metadata keys is 60000");
        refused(GgufBytes.header(3, 0, 1).int64(1L << 40).data(64), "the length of metadata key 0");
        refused(GgufBytes.header(3, 0, 1).text("k").int32(STRING).int64(1 << 20).data(64), "the length of");
        refused(GgufBytes.header(3, 0, 1).text("k").int32(ARRAY).int32(UINT32).int64(1 << 20).data(64),
                "the number of elements");
        refused(GgufBytes.header(3, 0, 1).text("k").int32(ARRAY).int32(UINT32).int64(-5).data(64),
                "the number of elements");
    }

    @Test
    void unknownTypesAreNamed() throws IOException {
        refused(GgufBytes.header(3, 0, 1).text("k").int32(99).data(64), "unknown type 99");
        refused(GgufBytes.header(3, 0, 1).text("k").int32(ARRAY).int32(ARRAY).int64(1).data(64), "array of arrays");
        refused(GgufBytes.header(3, 1, 0).tensor("w", 77, 0, 32).data(64), "tensor 'w' has the unknown type 77");
        refused(GgufBytes.header(3, 1, 0).tensor("w", IQ4_NL, 0, 32).data(64), "'w' of ");
        refused(GgufBytes.header(3, 1, 0).tensor("w", IQ4_NL, 0, 32).data(64), "IQ4_NL");
        refused(GgufBytes.header(1, 0, 0).data(64), "version is 1");
        refused(GgufBytes.header(0x03000000, 0, 0).data(64), "big-endian");
    }

    @Test
    void duplicatesAreRefused() throws IOException {
        refused(GgufBytes.header(3, 0, 2).text("k").int32(UINT32).int32(1).text("k").int32(UINT32).int32(1).data(64),
                "'k' appears twice");
        refused(GgufBytes.header(3, 2, 0).tensor("w", F32, 0, 8).tensor("w", F32, 32, 8).data(64),
                "'w' appears twice");
    }

    @Test
    void impossibleShapesAreRefused() throws IOException {
        refused(GgufBytes.header(3, 1, 0).tensor("w", F32, 0, 1L << 40, 1L << 40).data(64), "impossible shape");
        refused(GgufBytes.header(3, 1, 0).tensor("w", F32, 0, Long.MAX_VALUE).data(64), "impossible shape");
        refused(GgufBytes.header(3, 1, 0).tensor("w", F32, 0, 0).data(64), "dimension of 0");
        refused(GgufBytes.header(3, 1, 0).tensor("w", F32, 0, -4, -4).data(64), "has a dimension of");
        refused(GgufBytes.header(3, 1, 0).tensor("w", F32, 0).data(64), "0 dimensions");
        refused(GgufBytes.header(3, 1, 0).tensor("w", F32, 0, 1, 1, 1, 1, 1).data(64), "5 dimensions");
        refused(GgufBytes.header(3, 1, 0).tensor("w", Q4_1, 0, 33).data(64), "no whole number of Q4_1 blocks");
    }

    @Test
    void tensorsMayNeitherOverlapNorLeaveHolesNorEndOutsideTheFile() throws IOException {
        refused(GgufBytes.header(3, 2, 0).tensor("a", F32, 0, 8).tensor("b", F32, 0, 8).data(64), "'b' begins at 0");
        refused(GgufBytes.header(3, 2, 0).tensor("a", F32, 0, 8).tensor("b", F32, 64, 8).data(96), "'b' begins at 64");
        refused(GgufBytes.header(3, 1, 0).tensor("a", F32, -32, 8).data(64), "'a' begins at");
        refused(GgufBytes.header(3, 2, 0).tensor("a", F32, 0, 8).tensor("b", F32, 32, 8).data(63), "cut off");
        refused(GgufBytes.header(3, 1, 0).tensor("a", F32, 0, 1 << 20).data(64), "the whole file has");
    }

    @Test
    void impossibleAlignmentsAreRefused() throws IOException {
        for (int alignment : new int[]{0, 3, 33, 1 << 30}) {
            refused(GgufBytes.header(3, 1, 1)
                    .text("general.alignment")
                    .int32(UINT32)
                    .int32(alignment)
                    .tensor("a", F32, 0, 8)
                    .data(64), "general.alignment");
        }
    }

    @Test
    void textThatIsNoUtf8IsRefused() throws IOException {
        refused(GgufBytes.header(3, 0, 1).int64(2).int8(0xc3).int8(0x28).int32(UINT32).int32(1).data(64), "UTF-8");
    }

    private void refused(byte[] file, String what) throws IOException {
        var path = write(file);
        assertThatThrownBy(() -> GgufFile.open(path).close()).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error.getMessage()).contains(what);
            assertThat(error.remedy()).isNotBlank();
        });
    }

    private Path write(byte[] file) throws IOException {
        return Files.write(folder.resolve("model.gguf"), file);
    }
}
