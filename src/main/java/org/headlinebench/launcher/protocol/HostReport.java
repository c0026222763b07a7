package org.headlinebench.launcher.protocol;

import java.util.List;
import java.util.Map;

import org.headlinebench.device.Device;

/** What the program on another machine answers before, there, a worker runs. */
public sealed interface HostReport {
    /** The first message: who answers. */
    record Welcome(int protocol, String appVersion, String host) implements HostReport {}

    /**
     * What machine it is.
     *
     * @param facts for the provenance of runs
     */
    record Machine(List<Device> devices, Map<String, String> facts) implements HostReport {
        public Machine {
            devices = List.copyOf(devices);
            facts = Map.copyOf(facts);
        }
    }

    /** A device's bandwidth. */
    sealed interface Bandwidth extends HostReport {}

    /** A device with its bandwidth. */
    record Measured(Device device) implements Bandwidth {}

    /** It could not be measured. */
    record NotMeasured(String why) implements Bandwidth {}

    /** Where a model lies. */
    sealed interface Location extends HostReport {}

    /** There. */
    record Found(String path) implements Location {}

    /** The model is not there, or is another one. */
    record Missing(Reason reason, String detail) implements Location {}

    /** Why a model cannot be used. */
    enum Reason {
        /** The catalog there does not have it. */
        UNKNOWN,
        /** It is in the catalog, its files are not there. */
        NOT_INSTALLED,
        /** Its files have other checksums. */
        DIFFERENT
    }

    /** Work that takes a while; the fraction is negative where unknown. */
    record Progress(double fraction, String message) implements HostReport {}

    /** It cannot be done, for a reason that the user can act on. */
    record Refused(String message, String remedy) implements HostReport {}

    /** A worker has been started; what follows is its. */
    record Working() implements HostReport {}
}
