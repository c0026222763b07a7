package org.headlinebench.report.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.headlinebench.comparison.Difference;

/** What a technique does, and what it can and cannot change: {@code report/techniques.yaml}. */
final class TechniqueTexts {
    private static final Map<String, String> TEXTS = read();

    private TechniqueTexts() {}

    /** The text for a choice on an axis, e.g. {@code cache: dynamic}. */
    static Optional<String> of(Difference difference) {
        return Optional.ofNullable(
                TEXTS.get(difference.what() + "=" + difference.candidate().replaceFirst("\\(.*", "")));
    }

    private static Map<String, String> read() {
        try (InputStream in = TechniqueTexts.class.getResourceAsStream("/report/techniques.yaml")) {
            return new TreeMap<>(
                    new Yaml(new SafeConstructor(new LoaderOptions())).<Map<String, String>>load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
