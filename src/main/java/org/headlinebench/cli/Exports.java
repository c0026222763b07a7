package org.headlinebench.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.history.RunExport;
import org.headlinebench.history.StoreExport;

/** Files that the commands write. */
final class Exports {
    private Exports() {}

    static void json(CliServices bench, List<Run> runs, Path file) {
        export(bench).writeJson(ids(runs), file);
    }

    static void csv(CliServices bench, List<Run> runs, Path file) {
        export(bench).writeCsv(ids(runs), file);
    }

    static void summaryCsv(CliServices bench, List<Run> runs, Path file) {
        export(bench).writeSummaryCsv(ids(runs), file);
    }

    static void store(CliServices bench, List<Run> runs, Path file) {
        new StoreExport(bench.store().get()).write(ids(runs), file);
    }

    private static RunExport export(CliServices bench) {
        return new RunExport(bench.store().get(), bench.version(), Clock.systemUTC());
    }

    private static List<RunId> ids(List<Run> runs) {
        return runs.stream().map(Run::id).toList();
    }
}
