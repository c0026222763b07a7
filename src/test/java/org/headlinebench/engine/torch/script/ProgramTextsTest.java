package org.headlinebench.engine.torch.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** A program is put together from a text per axis, so no two axes may have a method of the same name. */
class ProgramTextsTest {
    private static final Path TEXTS = Path.of("resources/torchscript");
    private static final Pattern METHOD = Pattern.compile("def (\\w+)\\(");

    @Test
    void noMethodIsDefinedByTwoAxes() throws IOException {
        Map<String, TreeSet<String>> axesOf = new TreeMap<>();
        try (var files = Files.walk(TEXTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String axis = TEXTS.relativize(file).getName(0).toString();
                // Calibration is a program of its own, and so is what chooses among the logits of shards.
                if (!axis.equals("calibrate") && !file.endsWith("parallel/chooser.torchscript")) {
                    METHOD.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> axesOf.computeIfAbsent(found.group(1), _ -> new TreeSet<>()).add(axis));
                }
            }
        }
        assertThat(axesOf).hasSizeGreaterThan(50);
        axesOf.forEach((method, axes) -> assertThat(axes).as(method).hasSize(1));
    }
}
