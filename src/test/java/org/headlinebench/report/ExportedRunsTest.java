package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.history.RunExport;
import org.headlinebench.history.RunImport;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.content.Addenda;
import org.headlinebench.report.pdf.Paper;

/** An export holds all that charts and tables of its runs are made from. */
class ExportedRunsTest {
    private static final MachineReading THROTTLED = new MachineReading(1000, 0.9, 0.5, 1, List.of(
            new MachineReading.Gpu(0, OptionalLong.of(5), OptionalInt.of(93), OptionalDouble.of(512.25),
                    OptionalInt.empty(), OptionalInt.of(1980), "power cap")));

    private static final String EXPERIMENT = ReportFixture.runs().getFirst().run().experiment();

    @TempDir
    Path folder;

    @Test
    void fromAnExportInAnEmptyStoreComeTheSameReportsTablesAndCharts() throws Exception {
        Path export = folder.resolve("runs.json");
        List<RunId> ids = ReportFixture.runs().stream().map(run -> run.run().id()).toList();
        try (SqliteRunStore from = SqliteRunStore.open(folder.resolve("from.sqlite"));
                SqliteRunStore to = SqliteRunStore.open(folder.resolve("to.sqlite"))) {
            for (MeasuredRun measured : ReportFixture.runs()) {
                Run run = measured.run().with(Optional.empty(), Optional.of(new EnergyUse(2500, "RAPL, 1 package")));
                from.create(run, measured.samples(), List.of(new MemoryReading(1.5, 2)), List.of(THROTTLED));
            }
            from.refuse(EXPERIMENT,
                    List.of(new RefusedStack("split", "topology=tp(4)", "Four do not fit.", "Use tp(2).")));
            export(from).writeJson(ids, export);

            assertThat(new RunImport(to).read(export).imported()).isEqualTo(ids);

            for (Format format : Format.values()) {
                assertThat(report(to, ids, format)).as(format.name()).isEqualTo(report(from, ids, format));
            }
            assertThat(new String(report(to, ids, Format.MD), StandardCharsets.UTF_8)).contains("held its clocks back",
                    "| 50.00\u00a0(", "Configuration split was not run. Four do not fit. Use tp(2).");
            export(from).writeCsv(ids, folder.resolve("a.csv"));
            export(to).writeCsv(ids, folder.resolve("b.csv"));
            assertThat(folder.resolve("b.csv")).hasSameBinaryContentAs(folder.resolve("a.csv"));
            export(from).writeSummaryCsv(ids, folder.resolve("c.csv"));
            export(to).writeSummaryCsv(ids, folder.resolve("d.csv"));
            assertThat(folder.resolve("d.csv")).hasSameBinaryContentAs(folder.resolve("c.csv"));
            export(to).writeJson(ids, folder.resolve("again.json"));
            assertThat(Files.readString(folder.resolve("again.json"))).isEqualTo(Files.readString(export));
        }
    }

    private static byte[] report(SqliteRunStore store, List<RunId> ids, Format format) {
        List<MeasuredRun> runs = ids.stream()
                .map(id -> new MeasuredRun(store.find(id).orElseThrow(), store.samples(id)))
                .toList();
        Map<RunId, List<MachineReading>> machine = ids.stream().collect(Collectors.toMap(id -> id, store::machine));
        return ReportFixture.write(runs,
                new Addenda(List.of(), List.of(), List.of(), machine, store.refused(EXPERIMENT)), format, Paper.A4,
                ReportFixture.AT);
    }

    private static RunExport export(SqliteRunStore store) {
        return new RunExport(store, "test", Clock.fixed(ReportFixture.AT, ZoneOffset.UTC));
    }
}
