package org.headlinebench.recommendation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.headlinebench.comparison.Difference;

/** The one table of efforts per technique, {@code recommendation/efforts.yaml}: declared, not measured. */
public final class EffortTable {
    private static final Map<String, Effort> EFFORTS = read();

    private EffortTable() {}

    /** The effort of what sets a run apart from its baseline: the largest of its parts. */
    public static Effort of(List<Difference> differences) {
        return differences.stream()
                .map(EffortTable::of)
                .max(Comparator.naturalOrder())
                .orElse(Effort.LOW);
    }

    private static Effort of(Difference difference) {
        String choice = difference.candidate().replaceFirst("\\(.*", "");
        Effort ofAxis = EFFORTS.getOrDefault(difference.what(), Effort.MEDIUM);
        return EFFORTS.getOrDefault(difference.what() + "=" + choice, ofAxis);
    }

    private static Map<String, Effort> read() {
        try (InputStream in = EffortTable.class.getResourceAsStream("/recommendation/efforts.yaml")) {
            Map<String, String> words = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            var efforts = new TreeMap<String, Effort>();
            words.forEach((technique, word) -> efforts.put(technique, Effort.valueOf(word.toUpperCase(Locale.ROOT))));
            return efforts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
