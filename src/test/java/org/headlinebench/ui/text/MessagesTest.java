package org.headlinebench.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Keys are written as literals or begin with one, so the sources tell which there must be. */
class MessagesTest {
    private static final Pattern LITERAL = Pattern.compile("\"([a-zA-Z][A-Za-z0-9]*(?:\\.[A-Za-z0-9_]+)*\\.?)\"");
    private static final Pattern DIRECT = Pattern.compile("Messages\\s*\\.text\\(\\s*\"([^\"]+)\"\\s*[,)]");

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        var missing = new TreeSet<String>();
        DIRECT.matcher(sources())
                .results()
                .map(found -> found.group(1))
                .filter(key -> !Messages.has(key))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextThatIsThereIsAskedFor() throws IOException {
        var literals = new TreeSet<String>();
        LITERAL.matcher(sources()).results().map(found -> found.group(1)).forEach(literals::add);
        var unused = new TreeSet<>(ResourceBundle.getBundle("ui.messages").keySet());
        unused.removeIf(key -> literals.contains(key)
                || literals.stream().anyMatch(start -> start.endsWith(".") && key.startsWith(start))
                || literals.contains(key.substring(0, Math.max(0, key.indexOf('.')))));
        assertThat(unused).isEmpty();
    }

    @Test
    void argumentsTakeTheirPlaces() {
        assertThat(Messages.text("run.count", 3, "50")).isEqualTo("3 of 50");
    }

    private static String sources() throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/headlinebench/ui"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
