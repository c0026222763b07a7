package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.cli.ExitCode;

/** The commands over the real services, with a tiny model in real workers. */
@Order(5)
class CommandLineTest extends CommandsOverRealServices {
    @Test
    void runPrintsATableAndExportsWhatItMeasured() throws IOException {
        Path export = folder.resolve("runs.json");
        int code = run("run", "--model", TINY, "--rows", "1-4", "--max-new-tokens", "6", "--stack", "cache=none",
                "--stack", "cache=static,precision=bfloat16", "--json", export.toString());
        assertThat(code).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("E2E ms mean", "1 float32, no cache", "2 bfloat16, static cache", "baseline",
                "indicative", "first 15 words");
        JsonNode runs = JsonMapper.shared().readTree(Files.readString(export)).get("runs");
        assertThat(runs.size()).isEqualTo(2);
        JsonNode sample = runs.get(0).get("samples").get(0);
        assertThat(sample.get("row").asInt()).isEqualTo(1);
        assertThat(sample.get("tokenIds").size()).isBetween(1, 6);
        assertThat(sample.has("description") && sample.has("actualHeadline") && sample.has("headline")).isTrue();
        assertThat(sample.get("times").get("endToEndMillis").asDouble()).isPositive();

        String id = runs.get(0).get("id").asString();
        assertThat(run("runs", "list")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains(id);
        assertThat(run("runs", "show", id)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("actual", "generated", "engine.libtorch");
        assertThat(run("runs", "export", id, "--to", folder.resolve("a.csv").toString())).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(folder.resolve("a.csv"))).hasSize(5);
        assertThat(run("runs", "delete", id)).isEqualTo(ExitCode.OK);
        assertThat(run("runs", "show", id)).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void proposedTokensAreShownAndExported() throws IOException {
        Path export = folder.resolve("runs.json");
        int code = run("run", "--model", TINY, "--rows", "1-3", "--max-new-tokens", "12", "--stack", "", "--stack",
                "decoding=prompt-lookup(ngram=2,tokens=4)", "--stack", "decoding=speculative(draft=" + TINY + ")",
                "--json", export.toString());
        assertThat(code).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("proposed tokens accepted", "target passes for", "100 %");
        JsonNode runs = JsonMapper.shared().readTree(Files.readString(export)).get("runs");
        assertThat(runs.get(0).at("/summary/speculation").isNull()).isTrue();
        JsonNode speculative = runs.get(2);
        assertThat(speculative.at("/summary/speculation/acceptanceRate").asDouble()).isEqualTo(1);
        assertThat(speculative.at("/memory/draftWeightsBytes").asLong()).isPositive();
        assertThat(speculative.get("load").get("facts").toString()).contains("draft weights", "speculative");
        JsonNode counts = runs.get(1).at("/samples/0/speculation");
        assertThat(counts.get("drafted").asInt()).isGreaterThanOrEqualTo(counts.get("accepted").asInt());
        assertThat(run("runs", "show", speculative.get("id").asString())).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("proposing", "fact       draft");
    }

    @Test
    void aRunThatFailsGivesExitCode1AndTheReason() {
        int code = run("run", "--model", TINY, "--rows", "1-2", "--stack", "cache=static(20)");
        assertThat(code).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(err()).contains("error: ", "-> ");
        assertThat(out()).contains("failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"run --stack cash=none|Did you mean \"cache\"", "run --rows 9-2|2-9",
        "run --rows 1-9999|120", "run --dataset /no/such/file|News Category Dataset", "run --prompt nonsense|{text}",
        "run --max-new-tokens 0|whole number", "run --model no-such-model|Choose one of",
        "run --device cuda:0|--device cpu",
        "run --model smollm2-135m-instruct --stack decoding=speculative|decoding=prompt-lookup",
        "run --stack decoding=speculative(draft=smolm2-135m)|smollm2-135m-instruct",
        "run --stack decoding=speculative(draft=smollm2-360m-instruct)|Choose a smaller draft",
        "models show smolm2|smollm2-135m-instruct", "runs show x|runs list",
        "quality race --stack quantize=gptq|quantize=int4(group=128",
        "profile --stack quantize=awq|quantize=int4(group=128", "report --out r.pdf|headline-bench run",
        "report --out r.doc|.pdf", "report --runs x --out r.pdf|runs list",
        "recommend --experiment x|runs", "recommend --scenarios /no/such|docs/report.md",
        "runs import /no/such|runs export",
        "runs compare x y|runs list", "estimate --context 0|1 to"})
    void badInputIsRefusedWithWhatToDo(String line, String hint) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("error: ").contains(hint);
        assertThat(err()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "run --stak x", "run --max-new-tokens many"})
    void wrongUsageGivesExitCode2(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void whatWasTriedOnATypedTextIsInNoAggregate() {
        assertThat(run("try", "A typed text about a town hall.", "--model", TINY)).as(err()).isEqualTo(ExitCode.OK);
        String id = services().store().list().getFirst().id().value();
        assertThat(run("recommend")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("no runs over a dataset");
        assertThat(run("report", "--runs", id, "--out", folder.resolve("r.pdf").toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("ad hoc");
    }

    @Test
    void aModelThatMustBeFetchedIsNotFetchedUnasked() {
        assertThat(run("run", "--model", "smollm2-135m-instruct", "--rows", "1-2")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("models pull smollm2-135m-instruct", "--yes");
    }

    @Test
    void theDefaultExperimentFetchesNothingAndWhatMustNotChangeTheOutputDoesNot() {
        assertThat(run("run", "--rows", "1-3")).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out().lines().filter(line -> line.matches("[1-6] float32, [^:]*"))).hasSize(6);
        assertThat(out()).contains("int8", "int4", "prompt-lookup", "speculative(headline-draft");
        assertThat(out().lines().filter(line -> line.matches("[256] float32, .* 100 % *"))).hasSize(3);
        theReportHasTheStructureOfTheExampleInTheDocumentation();
    }

    /** {@code docs/example-report.pdf} is made by the command in {@code docs/report.md}; rebuild it when this fails. */
    private void theReportHasTheStructureOfTheExampleInTheDocumentation() {
        Path report = folder.resolve("report.pdf");
        assertThat(run("report", "--out", report.toString(), "--articles-per-day", "1500", "--price-per-hour", "0.35",
                "--watts", "60")).as(err()).isEqualTo(ExitCode.OK);
        assertThat(headings(report)).isEqualTo(headings(Path.of("docs/example-report.pdf")))
                .hasSizeGreaterThan(30);
    }

    /** Sections, and their parts where those do not depend on what was measured. */
    private static List<String> headings(Path pdf) {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            List<String> titles = new ArrayList<>();
            document.getDocumentCatalog().getDocumentOutline().children().forEach(section -> {
                titles.add(section.getTitle());
                if (!List.of("Technique by technique", "Priorities and road map").contains(section.getTitle())) {
                    section.children().forEach(part -> titles.add(section.getTitle() + ": " + part.getTitle()));
                }
            });
            return titles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runsAreComparedRecommendedReportedAndImported() throws IOException {
        Path export = folder.resolve("runs.json");
        assertThat(run("run", "--model", TINY, "--rows", "1-8", "--max-new-tokens", "6", "--stack", "cache=none",
                "--stack", "cache=static", "--json", export.toString())).as(err()).isEqualTo(ExitCode.OK);
        JsonNode runs = JsonMapper.shared().readTree(Files.readString(export)).get("runs");
        String base = runs.get(0).get("id").asString();
        String other = runs.get(1).get("id").asString();
        Path comparison = folder.resolve("comparison.json");
        assertThat(run("runs", "compare", base, other, "--json", comparison.toString())).as(err())
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("cache: none -> static", "no difference shown", "Holm");
        assertThat(JsonMapper.shared().readTree(Files.readString(comparison)).at("/comparisons/0/articles").asInt())
                .isEqualTo(8);
        assertThat(run("runs", "compare", base, base)).isEqualTo(ExitCode.REFUSED);
        assertThat(run("recommend", "--runs", base + "," + other, "--price-per-hour", "1")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("Ultra-low latency", "No measured stack satisfies this", "Pareto front", "EUR");
        for (String name : List.of("r.pdf", "r.html", "r.md")) {
            assertThat(run("report", "--runs", base + "," + other, "--out", folder.resolve(name).toString())).as(err())
                    .isEqualTo(ExitCode.OK);
            assertThat(folder.resolve(name)).isNotEmptyFile();
        }
        assertThat(run("runs", "delete", other)).isEqualTo(ExitCode.OK);
        assertThat(run("runs", "import", export.toString())).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("Imported: 1 run; 1 was here already");
        Path store = folder.resolve("chosen.hbruns");
        assertThat(run("runs", "export", other, "--to", store.toString())).as(err()).isEqualTo(ExitCode.OK);
        assertThat(run("runs", "delete", other)).isEqualTo(ExitCode.OK);
        assertThat(Main.opened(new String[]{store.toString()})).contains(store);
        assertThat(Main.opened(new String[]{"runs"})).isEmpty();
        assertThat(run("runs", "import", store.toString())).as(err()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("Imported: 1 run.");
        assertThat(run("runs", "compare", base, other)).isEqualTo(ExitCode.OK);
        assertThat(run("runs", "export", "--summary", "--to", folder.resolve("s.csv").toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(folder.resolve("s.csv"))).hasSize(3);
    }

    @Test
    void estimateGivesTheReferencesFootprintBeforeAnyDownload() {
        assertThat(run("estimate", "--model", "llama-3.2-1b", "--stack", "precision=bfloat16")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("2357.13").contains("Estimated");
    }

    @Test
    void estimateCountsTheDraftThatTheCatalogNames() {
        assertThat(run("estimate", "--model", "llama-3.2-3b", "--stack", "precision=bfloat16,decoding=speculative"))
                .as(err())
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("draft MiB", "speculative(draft=llama-3.2-1b,tokens=4,adaptive=false)");
    }

    @Test
    void doctorFindsAHealthyInstallationAndShowsNoSecret() {
        assertThat(run("doctor")).as(out()).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("HF_TOKEN", "set").doesNotContain("hf_planted");
        assertThat(run("devices")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("GB/s");
    }

    @Test
    void helpHasExamplesAndExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("Exit codes", "headline-bench run --stack");
        assertThat(run("run", "--help")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("Examples");
        for (String group : List.of("", "runs ", "models ", "endpoints ", "launchers ", "quality ")) {
            assertThat(run((group + "--help").split(" "))).isEqualTo(ExitCode.OK);
            String list = out().substring(out().indexOf("Commands:\n") + "Commands:\n".length())
                    .split("\n(?=[A-Z])")[0];
            assertThat(list.lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.joining("\n"))
                    .split("\n(?= {2}[a-z])"))
                    .as(group)
                    .hasSizeGreaterThan(1)
                    .allMatch(command -> command.endsWith("."));
        }
    }
}
