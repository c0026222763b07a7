package org.headlinebench.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.ModelSource.LocalPath;
import org.headlinebench.yaml.InvalidYaml;
import org.headlinebench.yaml.YamlProblem;

class CatalogLoaderTest {
    private static final String ENTRY = """
            version: 1
            default: tiny
            models:
              - id: tiny
                name: Tiny
                family: llama
                licence: {spdx: MIT, url: "https://example.org/mit", gated: false}
                prompt: reference
                shape:
                  vocabSize: 100
                  hiddenSize: 8
                  intermediateSize: 16
                  layers: 1
                  heads: 2
                  kvHeads: 1
                  headSize: 4
                  tiedEmbeddings: true
                  maxPositions: 64
                  ropeTheta: 10000.0
                  attentionBias: false
                sources:
                  - hub:
                      repository: org/tiny
                      revision: main
                      sizeBytes: 1000
                      files: [config.json, {path: model.safetensors, sha256: SHA, sizeBytes: 900}]
            """.replace("SHA", "ab".repeat(32));

    @TempDir
    Path folder;

    @Test
    void aSoundFileIsRead() {
        Catalog catalog = parse(ENTRY);
        assertThat(catalog.defaultEntry().name()).isEqualTo("Tiny");
        assertThat(catalog.defaultEntry().shape().ropeTheta()).isEqualTo(10_000.0);
        assertThat(catalog.defaultEntry().sizeBytes()).hasValue(1000);
    }

    @Test
    void everyMistakeIsToldWithItsLineAllAtOnce() {
        String yaml = ENTRY.replace("family: llama", "family: lama")
                .replace("    name: Tiny\n", "")
                .replace("heads: 2", "heads: two")
                .replace("prompt:", "promt:")
                .replace("ab".repeat(32), "xyz");
        assertThat(problems(yaml)).containsExactly(
                "m.yaml:4: the key 'name' is missing",
                "m.yaml:4: the key 'prompt' is missing",
                "m.yaml:5: unknown family 'lama'; did you mean 'llama'?; families: llama, smollm2, mistral, qwen2, opt",
                "m.yaml:7: unknown key 'promt'; did you mean 'prompt'?; keys here: id, name, family, licence, prompt,"
                        + " draft, shape, sources",
                "m.yaml:13: expected a whole number without sign, found 'two'",
                "m.yaml:25: a sha256 has 64 hexadecimal digits, 'xyz' is not one");
    }

    @Test
    void syntaxErrorsHaveTheirLine() {
        assertThat(problems("version: 1\nmodels:\n  - id: [a\n")).singleElement()
                .asString()
                .startsWith("m.yaml:4: not valid YAML");
        assertThat(problems("version: 1\n\tmodels: []\n")).singleElement()
                .asString()
                .startsWith("m.yaml:2: not valid YAML");
        assertThat(problems("version: 1\n--- \nversion: 1\n")).singleElement()
                .asString()
                .startsWith("m.yaml:2: not valid YAML");
        assertThat(problems("version: 1\nmodels: \u0001\n")).singleElement().asString().startsWith("m.yaml:2: ");
        assertThat(problems("")).singleElement().asString().startsWith("m.yaml:1: the file is empty");
    }

    @Test
    void bytesThatAreNotUtf8HaveTheirLine() {
        InvalidYaml error = catchThrowableOfType(InvalidYaml.class,
                () -> CatalogLoader.parse("m.yaml",
                        "version: 1\nname: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(error).hasMessage("m.yaml:2: not UTF-8 text");
    }

    @Test
    void keysThatAppearTwiceAreRefused() {
        assertThat(problems(ENTRY.replace("    name: Tiny", "    name: Tiny\n    name: Tony")))
                .containsExactly("m.yaml:6: the key 'name' appears twice");
    }

    @Test
    void idsThatAppearTwiceAreRefused() {
        String second = ENTRY.substring(ENTRY.indexOf("  - id"));
        assertThat(problems(ENTRY + second)).containsExactly("m.yaml:27: the id 'tiny' is already used in line 4");
    }

    @Test
    void draftsMustExistAndShareTheVocabulary() {
        assertThat(problems(ENTRY.replace("    prompt: reference", "    prompt: reference\n    draft: tinny")))
                .containsExactly("m.yaml:9: the draft model 'tinny' is not in the catalog; did you mean 'tiny'?");
        String second = ENTRY.substring(ENTRY.indexOf("  - id"))
                .replace("id: tiny", "id: other")
                .replace("vocabSize: 100", "vocabSize: 101")
                .replace("prompt: reference",
                        "prompt: reference\n    draft: tiny");
        assertThat(problems(ENTRY + second)).singleElement()
                .asString()
                .startsWith("m.yaml:32: the draft model 'tiny' has another vocabulary (100 tokens)");
        assertThat(problems(ENTRY.replace("    prompt: reference", "    prompt: reference\n    draft: tiny")))
                .containsExactly("m.yaml:4: a model cannot be its own draft");
    }

    @Test
    void impossibleShapesAreRefused() {
        assertThat(problems(ENTRY.replace("kvHeads: 1", "kvHeads: 3"))).containsExactly(
                "m.yaml:10: kvHeads (3) must divide heads (2)");
        assertThat(problems(ENTRY.replace("layers: 1", "layers: 100_000"))).singleElement()
                .asString()
                .startsWith("m.yaml:4: ")
                .contains("layers");
    }

    @Test
    void theDefaultMustExist() {
        assertThat(problems(ENTRY.replace("default: tiny", "default: tine")))
                .containsExactly("m.yaml:2: the default model 'tine' is not in the catalog; did you mean 'tiny'?");
        assertThat(problems(ENTRY.replace("default: tiny\n", "")))
                .containsExactly("m.yaml:1: the key 'default' is missing");
    }

    @Test
    void pathsCannotLeaveTheModelsFolder() {
        for (String path : List.of("../x", "/etc/passwd", "a/../../b", "a\\b", "C:x", ".hidden", "a//b", "nul.txt",
                "a/", "x\u202e")) {
            assertThat(problems(ENTRY.replace("[config.json,", "[\"" + path.replace("\\", "\\\\") + "\",")))
                    .as(path)
                    .singleElement()
                    .asString()
                    .startsWith("m.yaml:26: ")
                    .contains("is not a path below");
        }
        assertThat(problems(ENTRY.replace("id: tiny", "id: ../tiny")))
                .anyMatch(p -> p.startsWith("m.yaml:4: a model id"));
        assertThat(problems(ENTRY.replace("org/tiny", "org/../tiny"))).singleElement()
                .asString()
                .contains("organisation/name");
        assertThat(problems(ENTRY.replace("revision: main", "revision: ../../x"))).singleElement()
                .asString()
                .contains("not a commit");
    }

    @Test
    void aSourceHasExactlyOneKind() {
        assertThat(problems(ENTRY.replace("  - hub:", "  - hup:")))
                .contains(
                        "m.yaml:22: unknown key 'hup'; did you mean 'hub'?; keys here: bundled, local, hub, python, random, convert");
        assertThat(problems(ENTRY.replace("revision: main", "revision: main\n  " + "        local: {path: /x}")))
                .isNotEmpty();
    }

    @Test
    void noObjectIsConstructedFromATag() {
        assertThat(problems(ENTRY.replace("name: Tiny", "name: !!java.net.URL [\"http://127.0.0.1:1/\"]")))
                .containsExactly("m.yaml:5: not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL");
        assertThat(problems(ENTRY.replace("name: Tiny", "name: !!java.lang.String Tiny"))).singleElement()
                .asString()
                .startsWith("m.yaml:5: not valid YAML: Global tag");
        assertThat(problems(ENTRY.replace("name: Tiny", "name: !mine Tiny")))
                .containsExactly("m.yaml:5: expected text, found a value with the tag !mine");
    }

    @Test
    void aliasBombsAndDeepNestingAndLargeFilesAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        assertThat(problems(bomb.toString())).singleElement().asString().contains("not valid YAML");
        assertThat(problems("[".repeat(50_000))).singleElement().asString().contains("not valid YAML");
        assertThat(problems("#".repeat(2 << 20))).singleElement().asString().contains("larger than");
        assertThat(problems("&m\nversion: 1\nmodels: [*m]\n")).isNotEmpty();
    }

    @Test
    void theUsersFileAddsAndReplacesAndChoosesTheDefault() throws IOException {
        Path user = Files.writeString(folder.resolve("models.yaml"), ENTRY.replace("default: tiny", "default: mine")
                .replace("id: tiny", "id: mine")
                .replaceFirst("(?s)  - hub:.*", "  - local: {path: weights/mine.gguf}\n")
                + ENTRY.substring(ENTRY.indexOf("  - id"))
                        .replace("id: tiny", "id: llama-3.2-1b")
                        .replace("vocabSize: 100", "vocabSize: 128256"));
        Catalog catalog = CatalogLoader.withUserFile(user);
        int bundled = CatalogLoader.bundled().entries().size();
        assertThat(catalog.entries()).hasSize(bundled + 1);
        assertThat(catalog.require("llama-3.2-1b").name()).isEqualTo("Tiny");
        assertThat(catalog.defaultEntry().sources())
                .containsExactly(new LocalPath(folder.toAbsolutePath().resolve("weights/mine.gguf")));
    }

    @Test
    void aMistakeInTheUsersFileIsToldWithThatFilesName() throws IOException {
        Path user = Files.writeString(folder.resolve("models.yaml"),
                ENTRY.replace("id: tiny", "id: llama-3.2-1b").replace("default: tiny\n", ""));
        InvalidYaml error = catchThrowableOfType(InvalidYaml.class, () -> CatalogLoader.withUserFile(user));
        // Its vocabulary no longer fits the bundled models it drafts for.
        assertThat(error.problems()).hasSize(2).allMatch(problem -> problem.message().contains("another vocabulary"));
        assertThat(CatalogLoader.withUserFile(folder.resolve("absent.yaml"))).isEqualTo(CatalogLoader.bundled());
    }

    @Property(tries = 300)
    void damagedFilesGiveACatalogOrProblemsAndNeverAnotherFailure(@ForAll int position, @ForAll byte damage) {
        byte[] bytes = ENTRY.getBytes(StandardCharsets.UTF_8);
        bytes[Math.floorMod(position, bytes.length)] = damage;
        try {
            CatalogLoader.parse("m.yaml", bytes);
        } catch (InvalidYaml e) {
            assertThat(e.problems()).isNotEmpty().allMatch(problem -> problem.line() >= 1);
        }
    }

    private static Catalog parse(String yaml) {
        return CatalogLoader.parse("m.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String yaml) {
        InvalidYaml error = catchThrowableOfType(InvalidYaml.class, () -> parse(yaml));
        assertThat(error).as("an InvalidYaml").isNotNull();
        assertThat(error.remedy()).isNotBlank();
        return error.problems().stream().map(YamlProblem::toString).toList();
    }
}
