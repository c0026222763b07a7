package org.headlinebench.planning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;

/** The devices that {@code resources/planning/devices.yaml} knows. */
public final class DeviceTable {
    /** Seen on two cores of an EPYC with matrices so small that reading them takes no time. */
    private static final double CPU_LAYER_MICROS = 280;
    private static final double CPU_SUM_MICROS = 30;
    private static final Map<String, PlannedDevice> KNOWN = read();

    private DeviceTable() {}

    /** The words by which devices are asked for. */
    public static List<String> words() {
        var words = new ArrayList<>(KNOWN.keySet());
        words.add("cpu");
        return List.copyOf(words);
    }

    /** @throws UserError for a word that is not known, with the nearest that is */
    public static PlannedDevice of(String word) {
        PlannedDevice known = KNOWN.get(word.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new UserError("The device '" + word + "' is not in the table of devices.",
                    Nearest.hint(word.toLowerCase(Locale.ROOT), words()));
        }
        return known;
    }

    /** This machine's processor, its copy bandwidth measured. */
    public static PlannedDevice cpu(Device measured) {
        double bandwidth = measured.copyBandwidthBytesPerSecond().orElseThrow();
        return new PlannedDevice(measured.name(), DeviceKind.CPU, measured.memoryBytes(), bandwidth, bandwidth,
                CPU_SUM_MICROS, CPU_LAYER_MICROS, "copy bandwidth measured on this machine");
    }

    private static Map<String, PlannedDevice> read() {
        try (InputStream in = DeviceTable.class.getResourceAsStream("/planning/devices.yaml")) {
            Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            var devices = new LinkedHashMap<String, PlannedDevice>();
            ((Map<?, ?>) document.get("devices")).forEach((word, fields) -> devices.put(word.toString(),
                    device((Map<?, ?>) fields)));
            return devices;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PlannedDevice device(Map<?, ?> fields) {
        return new PlannedDevice(fields.get("name").toString(), DeviceKind.CUDA,
                (long) number(fields, "memoryGiB") << 30, 1e9 * number(fields, "bandwidthGBps"),
                1e9 * number(fields, "linkGBps"), number(fields, "allReduceMicros"), number(fields, "layerMicros"),
                fields.get("seen").toString());
    }

    private static double number(Map<?, ?> fields, String key) {
        return ((Number) fields.get(key)).doubleValue();
    }
}
