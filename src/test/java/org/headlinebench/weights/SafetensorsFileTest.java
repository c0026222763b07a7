package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.failure.UserError;

class SafetensorsFileTest {
    private static final String TWO = """
            {"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2,2],"data_offsets":[4,12]},
             "a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    @TempDir
    private Path folder;

    @Test
    void tensorsAreRead() throws IOException {
        try (var file = SafetensorsFile.open(write(TWO, 12))) {
            assertThat(file.tensors().keySet()).containsExactly("a", "b");
            assertThat(file.tensors().get("b").type()).isEqualTo(TensorType.BF16);
            assertThat(file.tensors().get("b").shape()).containsExactly(2L, 2L);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"[4,12]; [3,11]; begins at 3",
        "[4,12]; [8,16]; begins at 8", "[4,12]; [4,11]; needs 8 bytes", "[4,12]; [12,4]; data_offsets",
        "[4,12]; [4]; data_offsets", "[4,12]; [4,12.5]; data_offsets", "[4,12]; [-8,0]; data_offsets",
        "[2,2]; [2,3]; needs 12 bytes", "[2,2]; [4294967296,4294967296]; impossible shape",
        "[2,2]; [-2,-2]; b.shape", "[2,2]; 4; b.shape", "BF16; F99; F99", "BF16; F32; needs 16 bytes",
        "`\"b\":{`; `\"a\":{`; JSON is broken", "`}}`; `}`; JSON is broken", "`\"dtype\":\"BF16\",`; ; dtype",
        "`\"shape\":[2,2],`; ; b.shape"})
    void aHeaderThatLiesIsRefused(String from, String to, String what) throws IOException {
        assertThat(TWO).contains(from);
        refused(write(TWO.replace(from, to == null ? "" : to), 12), what);
    }

    @Test
    void theTensorsMustFillTheFileExactly() throws IOException {
        refused(write(TWO, 11), "cut off");
        refused(write(TWO, 13), "there are 13 bytes");
    }

    @Test
    void headerLengthsOutsideTheFileAreRefused() throws IOException {
        for (long length : new long[]{-1, 0, 1, 200, Long.MAX_VALUE, Long.MIN_VALUE}) {
            var bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
            refused(Files.write(folder.resolve("model.safetensors"), bytes), "header length");
        }
        refused(Files.write(folder.resolve("model.safetensors"), new byte[7]), "too few");
    }

    private Path write(String header, int dataBytes) throws IOException {
        var json = header.getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(folder.resolve("model.safetensors"), file.putLong(json.length).put(json).array());
    }

    private static void refused(Path path, String what) {
        assertThatThrownBy(() -> SafetensorsFile.open(path).close()).isInstanceOfSatisfying(UserError.class,
                error -> {
                    assertThat(error.getMessage()).contains(what);
                    assertThat(error.remedy()).isNotBlank();
                });
    }
}
