package org.headlinebench.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.YamlProblem;

class ExperimentFileTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReadWithItsStacksFirstAndThenTheMatrixWithoutWhatIsExcluded() throws IOException {
        ExperimentDefinition read = read("""
                version: 1
                name: caches-and-bits
                models: [headline-student, other]
                baseline: cache=none
                stacks:
                  kv-4bit: quantize=int4(group=64),cache=dynamic
                matrix:
                  precision: [float32, bfloat16]
                  cache: [none, dynamic, static(512)]
                exclude:
                  - {precision: bfloat16, cache: [none, static]}
                repeats: 2
                seed: 7
                dataset: news.jsonl
                columns: headline=title
                rows: 1-50
                prompt: bare
                stop: none
                extraction: until-marker
                maxNewTokens: 30
                passes: 2
                """);
        assertThat(read.stacks()).extracting(NamedStack::text)
                .containsExactly("cache=none", "quantize=int4(group=64),cache=dynamic",
                        "precision=float32,cache=none", "precision=float32,cache=dynamic",
                        "precision=float32,cache=static(512)", "precision=bfloat16,cache=dynamic");
        assertThat(read.stacks().get(1).name()).isEqualTo("kv-4bit");
        assertThat(read.models()).containsExactly("headline-student", "other");
        assertThat(read.repeats()).isEqualTo(2);
        assertThat(read.shuffleSeed()).hasValue(7);
        assertThat(read.workload().dataset()).contains(folder.resolve("news.jsonl"));
        assertThat(read.workload().rows().text()).isEqualTo("1-50");
        assertThat(read.workload().maxNewTokens()).isEqualTo(30);
        assertThat(read.workload().passes()).isEqualTo(2);
    }

    @Test
    void whatIsNotNamedKeepsTheCommandLinesDefaults() throws IOException {
        ExperimentDefinition read = read("version: 1\nname: a\norder: listed\nstacks: {x: cache=none}\n");
        assertThat(read.workload().rows().text()).isEqualTo("1-10");
        assertThat(read.workload().prompt().spec()).isEqualTo("reference");
        assertThat(read.workload().maxNewTokens()).isEqualTo(25);
        assertThat(read.shuffleSeed()).isEmpty();
        assertThat(read.baselineAtEnd()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"modles: [a]|3|did you mean 'models'?",
        "matrix: {precison: [float32]}|3|did you mean 'precision'?",
        "matrix: {cache: [none, statc]}|3|Did you mean \"static\"?",
        "matrix: {prune: [l1-unstructured(amount=0.5,layers=0-3)]}|3|put quotes around",
        "stacks: {x: cash=none}|3|Did you mean \"cache\"?", "stacks: {x: 'cache=static(0)'}|3|whole number from 1",
        "stacks: {x: cache=none}\\nexclude: [{cache: none, decoding: greedy, prune: none}]|4|leaves out nothing",
        "matrix: {cache: [none]}\\nexclude: [{cache: dynamic}]|4|this leaves out nothing",
        "stacks: {x: cache=none}\\nrows: 9-2|4|2-9", "stacks: {x: cache=none}\\nprompt: nonsense|4|{text}",
        "stacks: {x: cache=none}\\nrepeats: 0|1|repeats must lie within 1 and 100",
        "stacks: {x: cache=none}\\norder: reversed|4|random or listed", "seed: 1|1|'stacks' or 'matrix' is missing",
        "stacks: [cache=none]|3|expected keys with values", "stacks: {x: cache=none|4|not valid YAML"})
    void aMistakeIsReportedWithItsLineAndWhatWasProbablyMeant(String lines, int line, String hint) {
        List<YamlProblem> problems = problems("version: 1\nname: a\n" + lines.replace("\\n", "\n") + "\n");
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(hint);
        });
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThat(problems("version: 2\nname: A B\nstacks: {x: cash=none}\n")).hasSize(3);
    }

    private ExperimentDefinition read(String yaml) throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, yaml);
        return ExperimentFile.read(file);
    }

    private List<YamlProblem> problems(String yaml) {
        InvalidYaml error = catchThrowableOfType(InvalidYaml.class, () -> read(yaml));
        return error == null ? List.of() : error.problems();
    }
}
