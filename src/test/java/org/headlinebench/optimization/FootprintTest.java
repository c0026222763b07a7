package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ModelFamily;
import org.headlinebench.weights.RopeScaling;

class FootprintTest {
    /** Llama-3.2-1B by its published configuration. */
    private static final ModelConfiguration LLAMA_1B = new ModelConfiguration(ModelFamily.LLAMA, 128256, 2048, 8192, 16,
            32, 8, 64, 131072, 1e-5, new RopeScaling.Llama3(32, 1, 4, 8192), 500000, true, false, OptionalInt.empty(),
            OptionalInt.empty(), List.of());

    @ParameterizedTest
    @CsvSource({"AS_PRECISION,2357.13", "EIGHT,1429.13", "FOUR,965.13"})
    void llama1bHasTheFootprintsThatTheReferencePublished(LinearBits bits, double publishedMebibytes) {
        long bytes = Footprint.weightsBytes(LLAMA_1B.parameterCount(), Precision.BFLOAT16, bits);
        assertThat(Math.round(bytes / 1048576.0 * 100) / 100.0).isEqualTo(publishedMebibytes);
    }

    @Test
    void aDraftCountsWithItsWeightsHeadCopyAndCacheInItsOwnPrecision() {
        Stack stack = Stack.parse("precision=bfloat16,decoding=speculative(draft=d,draftPrecision=float32)",
                DeviceKind.CPU);
        Footprint alone = Footprint.of(LLAMA_1B, Optional.empty(), Stack.parse("precision=float32", DeviceKind.CPU),
                DeviceKind.CPU, 100);
        Footprint both = Footprint.of(LLAMA_1B, Optional.of(LLAMA_1B), stack, DeviceKind.CPU, 100);
        assertThat(both.draftBytes()).isEqualTo(alone.totalBytes());
        assertThat(both.totalBytes()).isEqualTo(
                alone.totalBytes() + both.weightsBytes() + both.headCopyBytes() + both.keyValueBytes());
    }

    @Test
    void theKeyValueCacheTakesTwoVectorsPerLayerAndToken() {
        Stack stack = Stack.parse("precision=bfloat16", DeviceKind.CPU);
        assertThat(Footprint.of(LLAMA_1B, Optional.empty(), stack, DeviceKind.CPU, 100).keyValueBytes())
                .isEqualTo(2L * 16 * 512 * 2 * 100);
        assertThat(Footprint.of(LLAMA_1B, Optional.empty(), stack.with(new Cache.None()), DeviceKind.CPU, 100)
                .keyValueBytes()).isZero();
        Stack fixed = stack.with(new Cache.Static(OptionalInt.of(512)));
        assertThat(Footprint.of(LLAMA_1B, Optional.empty(), fixed, DeviceKind.CPU, 100).keyValueBytes())
                .isEqualTo(2L * 16 * 512 * 2 * 512);
    }

    @Test
    void layersOnTheHostTakeTheMemoryOfOne() {
        Footprint all = footprint("placement=device");
        long layer = LLAMA_1B.parameterCount().layer() * 4;
        Footprint few = footprint("placement=offload(9)");
        assertThat(few.weightsBytes()).isEqualTo(all.weightsBytes() - 9 * layer);
        assertThat(few.totalBytes()).isEqualTo(all.totalBytes() - 8 * layer);
    }

    @Test
    void anOpenNumberOfLayersOnTheHostIsTheFewestThatFit() {
        Stack open = Stack.parse("precision=float32,placement=offload", DeviceKind.CPU);
        long all = footprint("placement=device").totalBytes();
        long layer = LLAMA_1B.parameterCount().layer() * 4;
        assertThat(Offloading.fit(open, LLAMA_1B, 100, all).placement()).isEqualTo(new Placement.Device());
        assertThat(onHost(open, all - 1)).as("one on the host is streamed and saves nothing").isEqualTo(2);
        assertThat(onHost(open, all - 8 * layer)).isEqualTo(9);
        assertThat(onHost(open, 1)).as("all of them").isEqualTo(16);
        Stack fixed = Stack.parse("placement=offload(5)", DeviceKind.CPU);
        assertThat(Offloading.fit(fixed, LLAMA_1B, 100, 1)).isEqualTo(fixed);
    }

    private static int onHost(Stack stack, long freeBytes) {
        return Offloading.fit(stack, LLAMA_1B, 100, freeBytes).placement().layersOnHost();
    }

    private static Footprint footprint(String stack) {
        return Footprint.of(LLAMA_1B, Optional.empty(), Stack.parse("precision=float32," + stack, DeviceKind.CPU),
                DeviceKind.CPU, 100);
    }
}
