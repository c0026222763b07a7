package org.headlinebench.ui.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Topology;

/**
 * A topology on this machine's devices.
 *
 * @param topology  what is drawn
 * @param simulated whether shards of one CPU stand in for devices
 * @param places    the devices that it takes, in order
 */
public record TopologyPicture(Topology topology, boolean simulated, List<Place> places) {
    /**
     * A device with what is on it.
     *
     * @param id     its address
     * @param device what is known of it; absent where this machine has no such device, so that the topology cannot run
     * @param shards in the order of stages, within them of shards
     */
    public record Place(DeviceId id, Optional<Device> device, List<Part> shards) {
        public Place {
            shards = List.copyOf(shards);
        }
    }

    /** A part of the model; both count from 1. */
    public record Part(int stage, int shard) {}

    public TopologyPicture {
        places = List.copyOf(places);
    }

    /** @param chosen where a run begins: further GPUs follow it by number */
    public static TopologyPicture of(Topology topology, DeviceId chosen, List<Device> devices) {
        List<Part> parts = new ArrayList<>();
        for (int stage = 1; stage <= topology.stages(); stage++) {
            for (int shard = 1; shard <= topology.shards(); shard++) {
                parts.add(new Part(stage, shard));
            }
        }
        boolean cpu = chosen.kind() == DeviceKind.CPU;
        List<Place> places = new ArrayList<>();
        if (cpu) {
            places.add(new Place(chosen, find(chosen, devices), parts));
        } else {
            for (int i = 0; i < parts.size(); i++) {
                var id = new DeviceId(chosen.kind(), chosen.index() + i);
                places.add(new Place(id, find(id, devices), List.of(parts.get(i))));
            }
        }
        return new TopologyPicture(topology, cpu && parts.size() > 1, places);
    }

    /** Whether this machine has all the devices. */
    public boolean canRun() {
        return places.stream().allMatch(place -> place.device().isPresent());
    }

    private static Optional<Device> find(DeviceId id, List<Device> devices) {
        return devices.stream().filter(device -> device.id().equals(id)).findFirst();
    }
}
