package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.cli.ExitCode;

/** Experiments, presets and searches over the real services, with a tiny model in real workers. */
@Order(8)
class ExperimentCommandTest extends CommandsOverRealServices {
    @Test
    void aDryRunPrintsWhatWouldRunAndWhatIsRefusedAndRunsNothing() {
        assertThat(run("experiment", "reference-2", "--dry-run")).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("estimated MiB", "kv-caching", "to run", "fp4(double=false,compute=float32)",
                "Refused on headline-student: tensor-parallel", "topology=tp(4)", "Memory and time are estimated");
        assertThat(services().store().list()).isEmpty();
        assertThat(run("experiment")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("reference-1", "reference-2", "fastllama", "guide", "report");
    }

    @Test
    void anExperimentRunsContinuesExplainsAndFlagsTheSameConfigurationUnderTwoNames() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, """
                version: 1
                name: two-names
                models: ["%s"]
                stacks:
                  plain: cache=dynamic
                  pruned-by-nothing: cache=dynamic,prune=l1-unstructured(amount=0)
                  refused: prune=l1-unstructured(layers=0-9)
                rows: 1-3
                maxNewTokens: 6
                """.formatted(TINY));
        Path json = folder.resolve("runs.json");
        assertThat(run("experiment", file.toString(), "--json", json.toString())).as(err()).isEqualTo(ExitCode.OK);
        assertThat(err()).contains("Refused on", "The model has no layer 9");
        assertThat(out()).contains("the same effective configuration as 1 float32, dynamic cache", "Noise floor");
        JsonNode runs = JsonMapper.shared().readTree(Files.readString(json)).get("runs");
        assertThat(runs.size()).isEqualTo(3);
        assertThat(JsonMapper.shared().readTree(Files.readString(json)).at("/refused").toString())
                .contains("\"name\":\"refused\"", "The model has no layer 9");
        assertThat(runs.get(1).at("/summary/sameConfigurationAs").toString())
                .contains(runs.get(0).get("id").asString());
        assertThat(runs.get(1).at("/summary/explanations").isArray()).isTrue();
        assertThat(runs.get(1).get("load").get("facts").toString()).contains("proof precision float32",
                "proof prune=l1-unstructured");

        assertThat(run("experiment", file.toString(), "--dry-run")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("finished: " + runs.get(0).get("id").asString(), "0 runs are left");
        assertThat(run("experiment", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(err()).contains("3 of 3 runs are finished");
        assertThat(services().store().list()).hasSize(3);
    }

    @Test
    void aPresetBringsItsStackAndItsWorkload() {
        assertThat(run("run", "--preset", "kv-caching", "--preset", "4-bit", "--model", "headline-draft", "--rows",
                "1-2", "--max-new-tokens", "4"))
                .as(err())
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("1 bfloat16, dynamic cache", "2 bfloat16, fp4 computed in float32");
        assertThat(services().store().list().getFirst().workload().extraction()).startsWith("until-marker");
        assertThat(services().store().list().getFirst().workload().stop()).startsWith("stop[]");
    }

    @Test
    void aSearchPrintsEveryPointItTried() {
        String[] search = {"threshold", "--stack", "prune=l1-unstructured(amount=?)", "--floor", "0.9", "--rows",
            "15-20",
            "--tolerance", "0.96"};
        assertThat(run(search)).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("share of baseline", "0.96", "Measured, against");
        int runs = services().store().list().size();
        assertThat(runs).isEqualTo(2);
        assertThat(run(search)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("(earlier)");
        assertThat(services().store().list()).hasSize(runs);
        assertThat(run("threshold", "--model", TINY, "--stack", "quantize=?", "--floor", "0.9", "--rows", "1-6",
                "--max-new-tokens", "2")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("too little quality on these rows");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"experiment referense-2|Did you mean \"reference-2\"",
        "experiment report --model no-such-model|Choose one of", "run --preset kv-cashing|kv-caching",
        "run --preset reference-1/baseline --preset reference-2/baseline|--max-new-tokens",
        "threshold --stack quantize=int8 --floor 0.9|amount=?", "threshold --floor 0.9|--stack",
        "threshold --stack quantize=? --floor 0.9 --metric rouge3|rouge1"})
    void badInputIsRefusedWithWhatToDo(String line, String hint) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("error: ").contains(hint).doesNotContain("Exception");
    }
}
