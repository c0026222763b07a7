package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.ChartDrawing;
import org.headlinebench.benchmark.result.ChartDrawing.Axis;
import org.headlinebench.benchmark.result.ChartDrawing.Line;
import org.headlinebench.benchmark.result.ChartDrawing.Look;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Vote;
import org.headlinebench.benchmark.result.Vote.Choice;
import org.headlinebench.comparison.ComparedRuns;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.evaluation.AccuracyResult;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.JudgeResult;
import org.headlinebench.experiment.ExperimentDefinition;
import org.headlinebench.experiment.ExperimentFile;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.MeanEstimate;
import org.headlinebench.metrics.statistics.Proportion;
import org.headlinebench.optimization.Stack;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.pdf.Paper;

/** What a report says beyond the runs' own samples, and only where it is stored. */
class ReportAddendaTest {
    @TempDir
    Path folder;

    @Test
    void editorsVotesAreCountedWithAnIntervalAndOnlyThoseBetweenTheReportsRuns() {
        List<Vote> votes = new ArrayList<>();
        for (int article = 1; article <= 20; article++) {
            votes.add(vote("base", "int4", article, article <= 17 ? Choice.FIRST : Choice.SECOND));
            votes.add(vote("base", "cached", article, article % 2 == 0 ? Choice.FIRST : Choice.SECOND));
            votes.add(vote("base", "of-another-report", article, Choice.FIRST));
        }
        votes.add(vote("base", "int4", 21, Choice.TIE));
        String report = report(ReportFixture.runs(), new Addenda(votes, List.of(), List.of(), Map.of(), List.of()));
        assertThat(report).contains("| 1 and 3 | 21 | 17 | 3 | 1 | 15 % (5 to 36 %) | Run 1 is preferred. |",
                "| 1 and 2 | 20 | 10 | 10 | 0 | 50 % (30 to 70 %) | No preference is shown. |")
                .doesNotContain("no votes are stored")
                .doesNotContain("of-another");
        assertThat(report(ReportFixture.runs(), Addenda.NONE)).contains("no votes are stored")
                .doesNotContain("Editors");
    }

    @Test
    void evaluationsOfARunOrOfItsVeryConfigurationAreShown() {
        var accuracy = new AccuracyResult(Proportion.of(30, 49), Proportion.of(31, 49), 0.25, 0, List.of());
        var judged = new JudgeResult("http://judge", "judge-model", "builtin", "ab", "prompt",
                Optional.of(MeanEstimate.of(new double[]{0, 0.5, 1, 0.5}, Bootstrap.STANDARD)), 4, List.of());
        List<Evaluation> stored = List.of(
                evaluation("e1", "cache=dynamic", Optional.empty(), Optional.of(accuracy), Optional.empty()),
                evaluation("e2", "cache=none", Optional.of(new RunId("base")), Optional.empty(), Optional.of(judged)),
                evaluation("e3", "cache=none", Optional.of(new RunId("other")), Optional.empty(), Optional.of(judged)),
                evaluation("e4", "cache=static", Optional.empty(), Optional.of(accuracy), Optional.empty()));
        String report = report(ReportFixture.runs().subList(0, 4),
                new Addenda(List.of(), stored, List.of(), Map.of(), List.of()));
        assertThat(report.lines().filter(line -> line.contains("| judge |"))).hasSize(1)
                .allMatch(line -> line.startsWith("| 1 |") && line.contains("| 0.50 |") && line.contains(
                        "by judge-model, prompt builtin"));
        assertThat(report.lines().filter(line -> line.contains("| accuracy |"))).hasSize(1)
                .allMatch(line -> line.startsWith("| 2 |") && line.contains("| 0.612 | 0.472 to 0.736 |"));
        assertThat(report).contains("Of these runs and their configurations: perplexity.");
    }

    @Test
    void runsOfAPublishedTableStandBesideItsFiguresWithWhatIsNotLikeForLike() {
        List<MeasuredRun> runs = List.of(of("reference-2-0123abcd", 1, "precision=bfloat16,cache=none"),
                of("reference-2-0123abcd", 2, "precision=bfloat16,cache=dynamic"),
                of("another-0123abcd", 3, "precision=bfloat16,cache=static"));
        String report = report(runs, Addenda.NONE);
        assertThat(report).contains("Beside the published figures", "| published |", "| measured |",
                "Model, hardware and articles differ", "not among the runs of this report");
        assertThat(report.lines().filter(line -> line.contains("| measured |"))).hasSize(2);
        assertThat(report(ReportFixture.runs(), Addenda.NONE)).doesNotContain("published figures");
    }

    @Test
    void theExperimentFileInTheAppendixRunsTheSameStacksOverTheSameRows() throws IOException {
        String longest = "cache=dynamic,decoding=speculative(draft=headline-draft,tokens=4,adaptive=false,"
                + "draftPrecision=bfloat16,draftQuantize=int8)";
        List<MeasuredRun> runs = new ArrayList<>(ReportFixture.runs().subList(0, 4));
        runs.add(ReportFixture.run("long", 7, longest, 0.4, 0));
        String report = report(runs, Addenda.NONE);
        assertThat(report.lines().filter(line -> !line.startsWith("|") && line.contains("decoding=")))
                .hasSizeGreaterThan(9)
                .allMatch(line -> line.length() < 104);
        List<String> lines = report.lines()
                .dropWhile(line -> !line.equals("version: 1"))
                .takeWhile(
                        line -> !line.startsWith("```"))
                .toList();
        Path file = folder.resolve("report.yaml");
        Files.write(file, lines);
        ExperimentDefinition read = ExperimentFile.read(file);
        assertThat(read.models()).containsExactly("smollm2-135m");
        assertThat(read.stacks().stream().map(stack -> Stack.parse(stack.text(), DeviceKind.CPU))).containsExactly(
                stack("cache=none"), stack("cache=dynamic"), stack("cache=dynamic,quantize=int4"),
                stack("cache=none"), stack(longest));
        assertThat(read.workload().rows()).isEqualTo(RowSelection.range(1, 50));
        assertThat(read.workload().maxNewTokens()).isEqualTo(25);
    }

    @Test
    void pinnedChartsOfTheReportsRunsAreDrawnAsVectorsWithinTheirAxes() {
        var chart = new PinnedChart("p1", "Latency of what was pinned", "latency",
                List.of(new RunId("base"), new RunId("elsewhere")), Map.of(), Instant.EPOCH,
                Optional.of(new ChartDrawing(new Axis("ms", 100, 500), new Axis("share", 0, 1),
                        List.of(new Line("1 base", 0x0072B2, Look.SOLID, List.of(90.0, 150.0, 300.0, 900.0),
                                List.of(0.0, 0.2, 0.9, 1.0)),
                                new Line("1 base", 0x0072B2, Look.DOTS, List.of(200.0), List.of(0.5)),
                                new Line("limit", 0x707070, Look.DASHED, List.of(100.0, 500.0), List.of(0.5, 0.5)),
                                new Line("band", 0x707070, Look.FAINT, List.of(100.0, 500.0), List.of(0.4, 0.6))))));
        var foreign = new PinnedChart("p2", "Of another report", "latency", List.of(new RunId("elsewhere")),
                Map.of(), Instant.EPOCH,
                Optional.of(new ChartDrawing(new Axis("ms", 0, 1), new Axis("share", 0, 1), List.of())));
        var addenda = new Addenda(List.of(), List.of(), List.of(chart, foreign), Map.of(), List.of());
        PdfInspection pdf = PdfInspection.of(ReportFixture.write(ReportFixture.runs(), addenda, Format.PDF, Paper.A4,
                ReportFixture.AT));
        assertThat(pdf.bookmarks()).contains("Pinned charts");
        assertThat(pdf.text().replaceAll("\\s+", " "))
                .contains("Latency of what was pinned. Runs 1 of this report, and 1 other run.")
                .doesNotContain("Of another report");
        assertThat(pdf.images()).isZero();
        assertThat(pdf.outside()).isEmpty();
        assertThat(pdf.alternatives()).hasSize(5).anyMatch(text -> text.contains("share over ms of 1 base; limit"));
    }

    @Test
    void measuredEnergyStandsInPlaceOfTheUsersWattsAndSaysSo() {
        List<MeasuredRun> runs = ReportFixture.runs()
                .subList(0, 2)
                .stream()
                .map(run -> new MeasuredRun(
                        run.run().with(Optional.empty(), Optional.of(new EnergyUse(2500, "RAPL, 1 processor package"))),
                        run.samples()))
                .toList();
        // 2500 J over 50 headlines; the fixture's 60 W would be 24 J over its 20 s.
        assertThat(report(runs, Addenda.NONE)).contains("joules by the machine\u2019s counter", "| 50.00 (")
                .doesNotContain("power that the user gave")
                .doesNotContain("No counter".toLowerCase());
        assertThat(report(ReportFixture.runs(), Addenda.NONE)).contains("power that the user gave", "| 24.00 (");
    }

    @Test
    void clocksThatWereHeldBackAndProcessorsThatOthersUsedAreProblemsMet() {
        List<MachineReading> disturbed = List.of(reading(0.9, 0.5, ""), reading(0.8, 0.5, "power cap"),
                reading(0.9, 0.4, "power cap"));
        List<MachineReading> alone = List.of(reading(0.55, 0.5, ""), reading(0.5, 0.5, ""));
        String report = report(ReportFixture.runs(), new Addenda(List.of(), List.of(), List.of(),
                Map.of(new RunId("cached"), disturbed, new RunId("base"), alone), List.of()));
        assertThat(report.lines().filter(line -> line.contains("held its clocks back"))).hasSize(1)
                .allMatch(line -> line.contains("Run 2") && line.contains("GPU 0")
                        && line.contains("(power cap) in 2 of 3 readings"));
        assertThat(report.lines().filter(line -> line.contains("other programs took"))).hasSize(1)
                .allMatch(line -> line.contains("Run 2") && line.contains("took 40 %"));
        assertThat(report).doesNotContain("no readings are stored");
        assertThat(report(ReportFixture.runs(), Addenda.NONE)).contains("no readings are stored");
    }

    @Test
    void publishedTablesHoldStoredEvaluationsAndSayWhatIsSimulated() {
        var accuracy = new AccuracyResult(Proportion.of(30, 49), Proportion.of(31, 49), 0.25, 0, List.of());
        List<MeasuredRun> llama = List.of(of("fastllama-0123abcd", 1, "precision=bfloat16,cache=dynamic"));
        assertThat(report(llama, Addenda.NONE)).contains("quality race");
        String report = report(llama,
                new Addenda(List.of(), List.of(evaluation("e1", "precision=bfloat16,cache=dynamic",
                        Optional.empty(), Optional.of(accuracy), Optional.empty())), List.of(), Map.of(), List.of()));
        assertThat(report.lines().filter(line -> line.startsWith("| bf16 (run 1) | measured |"))).hasSize(1)
                .allMatch(line -> line.contains("| 0.612 |"));
        assertThat(report).doesNotContain("quality race");
        assertThat(report(List.of(of("reference-2-0123abcd", 1, "precision=bfloat16,cache=none"),
                of("reference-2-0123abcd", 2, "precision=float16,cache=dynamic,topology=pp(4)")), Addenda.NONE))
                .containsPattern("pipeline parallel\" \\(run 2\\) \\| simulated \\|");
    }

    private static MachineReading reading(double host, double worker, String throttled) {
        return new MachineReading(1000, host, worker, 1, List.of(new MachineReading.Gpu(0, OptionalLong.empty(),
                OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty(), throttled)));
    }

    private static Stack stack(String text) {
        return Stack.parse(text, DeviceKind.CPU);
    }

    private static MeasuredRun of(String experiment, int ordinal, String stack) {
        MeasuredRun run = ReportFixture.run("run" + ordinal, ordinal, stack, 1.0 / ordinal, 0);
        return new MeasuredRun(run.run().placed(experiment, ordinal), run.samples());
    }

    private static Vote vote(String first, String second, int article, Choice choice) {
        return new Vote(new RunId(first), new RunId(second), article, choice, Instant.EPOCH);
    }

    private static Evaluation evaluation(String id, String stack, Optional<RunId> run,
            Optional<AccuracyResult> accuracy, Optional<JudgeResult> judged) {
        return new Evaluation(id, Instant.EPOCH, "measured",
                new RunSetup("smollm2-135m", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)), run, "questions", "ab",
                Map.of(), accuracy, Optional.empty(), judged);
    }

    private static String report(List<MeasuredRun> runs, Addenda addenda) {
        return new String(ReportFixture.write(runs, addenda, Format.MD, Paper.A4, ReportFixture.AT),
                StandardCharsets.UTF_8).replace('\u00a0', ' ');
    }
}
