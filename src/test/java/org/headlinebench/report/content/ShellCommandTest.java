package org.headlinebench.report.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ShellCommandTest {
    @Test
    void whatIsCopiedFromAPageReachesTheProgramWordByWord() throws Exception {
        String ids = IntStream.range(0, 40)
                .mapToObj(i -> "20261123-16295" + i + "-65a4864b")
                .collect(Collectors.joining(","));
        String stack = "precision=float32,cache=dynamic,decoding=speculative(draft=headline-draft,tokens=4,"
                + "adaptive=false,draftPrecision=bfloat16,draftQuantize=int8)";
        String prompt = "It's \"this\": {text}, $HOME `date` " + "long, ".repeat(30) + "\\n";
        List<String> lines = new ShellCommand("headline-bench run").with("--runs", ids)
                .with("--stack", stack)
                .with("--stack", "cache=none")
                .with("--count-chunks")
                .with("--prompt", prompt)
                .lines();
        assertThat(lines).allMatch(line -> line.length() <= 102);
        assertThat(arguments(lines)).containsExactly("run", "--runs", ids, "--stack", stack, "--stack", "cache=none",
                "--count-chunks", "--prompt", prompt);
    }

    /** What a shell makes of the lines. */
    private static List<String> arguments(List<String> lines) throws IOException {
        String script = "headline_bench() { printf '%s\\0' \"$@\"; }\n"
                + String.join("\n", lines).replaceFirst("headline-bench", "headline_bench");
        Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        return List.of(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\0"));
    }
}
