package org.headlinebench.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code python -m training}. */
final class Pipeline {
    private Pipeline() {}

    /**
     * What the stages print.
     *
     * @throws AssertionError with all that was printed, if they fail
     */
    static String tiny(String python, Path out, String... stages) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(python, "-m", "training", "--tiny", "--out", out.toString()));
        command.addAll(List.of(stages));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed:\n" + printed);
        }
        return printed;
    }
}
