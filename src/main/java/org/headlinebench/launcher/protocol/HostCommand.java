package org.headlinebench.launcher.protocol;

import java.util.List;

import org.headlinebench.device.DeviceId;

/** What is told to the program on another machine before, there, a worker runs. Closing the stream ends all of it. */
public sealed interface HostCommand {
    /** The line that either side sends now and then, so that the other knows that it is still there. */
    String ALIVE = "HB1 Alive {}";

    /** Say what machine it is. */
    record Describe() implements HostCommand {}

    /** Measure the copy bandwidth of a device, unless that is known. */
    record Measure(DeviceId device) implements HostCommand {}

    /**
     * Say where a model lies.
     *
     * @param model    its catalog id; empty for a model that is in no catalog
     * @param versions checksums of files that the model may consist of, each a version; empty where none is known
     */
    record Find(String model, List<List<String>> versions) implements HostCommand {
        public Find {
            versions = versions.stream().map(List::copyOf).toList();
        }
    }

    /** Take a model's files: their contents follow as chunks, one file after the other. */
    record Take(List<ModelPart> parts) implements HostCommand {
        public Take {
            parts = List.copyOf(parts);
        }
    }

    /** The next bytes of a model's files, in Base64; of one file only. */
    record Chunk(String base64) implements HostCommand {}

    /** Start a worker for a device as soon as no other run uses it; all that follows is for the worker. */
    record Work(DeviceId device) implements HostCommand {}
}
