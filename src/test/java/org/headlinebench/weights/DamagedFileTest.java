package org.headlinebench.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;

import org.headlinebench.failure.UserError;

/** Whatever is wrong with a file: it opens and all of it can be read, or a {@link UserError} says why not. */
class DamagedFileTest {
    private static final byte[] GGUF = WeightFixtures.bytes("qwen2.gguf");
    private static final byte[] SAFETENSORS = WeightFixtures.bytes("qwen2-single/model.safetensors");
    /** Everything before the weights of the GGUF file. */
    private static final int GGUF_HEADER = 2016;
    private static final int SAFETENSORS_HEADER = 8 + (int) ByteBuffer.wrap(SAFETENSORS)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    private static final Path FOLDER = folder();

    @Property(tries = 300)
    void aGgufFileCutOffAnywhereIsRefused(@ForAll("cut") double part) throws IOException {
        int length = (int) (part * (GGUF.length - 32));
        assertRefused(writeGguf(Arrays.copyOf(GGUF, length)));
    }

    @Property(tries = 1000)
    void aGgufFileWithFlippedBytesIsReadOrRefused(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = GGUF_HEADER - 1) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int flip) throws IOException {
        var bytes = GGUF.clone();
        places.forEach(place -> bytes[place] ^= (byte) flip);
        assertReadOrRefused(writeGguf(bytes));
    }

    @Property(tries = 1000)
    void aGgufFileWithLyingNumbersIsReadOrRefused(@ForAll @IntRange(max = GGUF_HEADER - 8) int place,
            @ForAll("lies") long lie) throws IOException {
        var bytes = GGUF.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(place, lie);
        assertReadOrRefused(writeGguf(bytes));
    }

    @Property(tries = 300)
    void aSafetensorsFileCutOffAnywhereIsRefused(@ForAll("cut") double part) throws IOException {
        assertRefused(writeFolder(Arrays.copyOf(SAFETENSORS, (int) (part * SAFETENSORS.length))));
    }

    @Property(tries = 1000)
    void aSafetensorsFileWithFlippedBytesIsReadOrRefused(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2500) Integer> places,
            @ForAll @IntRange(min = 1, max = 255) int flip) throws IOException {
        assertThat(SAFETENSORS_HEADER).isGreaterThan(2500);
        var bytes = SAFETENSORS.clone();
        places.forEach(place -> bytes[place] ^= (byte) flip);
        assertReadOrRefused(writeFolder(bytes));
    }

    @Property(tries = 500)
    void aSafetensorsFileWithAnotherDigitIsReadOrRefused(@ForAll @IntRange(min = 8, max = 2500) int place,
            @ForAll @IntRange(max = 9) int digit) throws IOException {
        var bytes = SAFETENSORS.clone();
        while (bytes[place] < '0' || bytes[place] > '9') {
            place++;
        }
        bytes[place] = (byte) ('0' + digit);
        assertReadOrRefused(writeFolder(bytes));
    }

    @Provide
    Arbitrary<Double> cut() {
        return Arbitraries.doubles().between(0, true, 1, false);
    }

    @Provide
    Arbitrary<Long> lies() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().between(-9, 9),
                Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, 1L << 31, 1L << 32, 1L << 62, -32L, 1L << 20));
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (var files = Files.list(FOLDER)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(FOLDER);
    }

    private static void assertRefused(Path path) {
        try (var model = WeightFiles.open(path)) {
            fail("opened " + model.path());
        } catch (UserError e) {
            assertThat(e.remedy()).isNotBlank();
        }
    }

    private static void assertReadOrRefused(Path path) {
        try (var model = WeightFiles.open(path)) {
            for (var name : model.names()) {
                var tensor = model.tensor(name);
                tensor.readInto(TensorType.BF16, MemorySegment.ofArray(new short[(int) tensor.weights()]));
            }
        } catch (UserError e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.remedy()).isNotBlank();
        }
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("damaged");
            Files.copy(WeightFixtures.path("qwen2-single/config.json"), folder.resolve("config.json"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path writeGguf(byte[] bytes) throws IOException {
        return replace(FOLDER.resolve("model.gguf"), bytes);
    }

    private static Path writeFolder(byte[] bytes) throws IOException {
        replace(FOLDER.resolve("model.safetensors"), bytes);
        return FOLDER;
    }

    private static Path replace(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        return Files.write(file, bytes);
    }
}
