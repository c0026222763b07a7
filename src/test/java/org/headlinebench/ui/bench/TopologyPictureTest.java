package org.headlinebench.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Topology;
import org.headlinebench.ui.bench.TopologyPicture.Part;
import org.headlinebench.ui.bench.TopologyPicture.Place;

class TopologyPictureTest {
    private static final DeviceId FIRST_GPU = new DeviceId(DeviceKind.CUDA, 0);
    private static final List<Device> MACHINE = IntStream.range(-1, 2)
            .mapToObj(i -> new Device(i < 0 ? DeviceId.CPU : new DeviceId(DeviceKind.CUDA, i), "d" + i, 4, 1 << 30,
                    OptionalDouble.empty()))
            .toList();

    @Test
    void allShardsOfACpuStandOnItAndAreSimulated() {
        TopologyPicture picture = TopologyPicture.of(new Topology.Both(2, 2, OptionalInt.empty()), DeviceId.CPU,
                MACHINE);
        assertThat(picture.simulated()).isTrue();
        assertThat(picture.canRun()).isTrue();
        assertThat(picture.places()).hasSize(1);
        assertThat(picture.places().getFirst().shards()).containsExactly(new Part(1, 1), new Part(1, 2),
                new Part(2, 1), new Part(2, 2));
    }

    @Test
    void oneDeviceSimulatesNothing() {
        for (DeviceId chosen : List.of(DeviceId.CPU, FIRST_GPU)) {
            TopologyPicture picture = TopologyPicture.of(new Topology.Single(), chosen, MACHINE);
            assertThat(picture.simulated()).isFalse();
            assertThat(picture.places()).extracting(Place::id).containsExactly(chosen);
        }
    }

    @Test
    void everyShardTakesAGpuAndThoseThatAreNotThereStopIt() {
        TopologyPicture two = TopologyPicture.of(new Topology.Tensor(2), FIRST_GPU, MACHINE);
        assertThat(two.simulated()).isFalse();
        assertThat(two.canRun()).isTrue();
        TopologyPicture four = TopologyPicture.of(new Topology.Pipeline(4, OptionalInt.empty()), FIRST_GPU, MACHINE);
        assertThat(four.canRun()).isFalse();
        assertThat(four.places()).extracting(place -> place.device().isPresent())
                .containsExactly(true, true, false,
                        false);
    }
}
